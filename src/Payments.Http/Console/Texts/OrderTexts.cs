namespace Payments.Http.Console.Texts;

/// <summary>Orders, their timeline, and what is decided about them.</summary>
public sealed partial record OrderTexts
{
    public required string Search { get; init; }
    public required string SearchHint { get; init; }
    public required string Number { get; init; }
    public required string Money { get; init; }
    public required string Payment { get; init; }
    public required string Callback { get; init; }
    public required string Coin { get; init; }
    public required string Chain { get; init; }
    public required string Created { get; init; }
    public required string Expires { get; init; }
    public required string From { get; init; }
    public required string Before { get; init; }
    public required string Export { get; init; }
    public required string Timeline { get; init; }
    public required string Facts { get; init; }
    public required string Face { get; init; }
    public required string Address { get; init; }
    public required string Asked { get; init; }
    public required string Received { get; init; }
    public required string Missing { get; init; }
    public required string Excess { get; init; }
    public required string Rate { get; init; }
    public required string Cashier { get; init; }
    public required string Actions { get; init; }
    public required string Close { get; init; }
    public required string CloseText { get; init; }
    public required string Complete { get; init; }
    public required string CompleteText { get; init; }
    public required string Reason { get; init; }
    public required string Resend { get; init; }

    /// <summary>An attempt: method <c>{0}</c>, outcome <c>{1}</c>, in <c>{2}</c> ms.</summary>
    public required string Attempt { get; init; }

    public required string NoAnswer { get; init; }

    /// <summary>What the API calls an order's status.</summary>
    public required IReadOnlyDictionary<string, string> Statuses { get; init; }

    /// <summary>How a callback stands, as lists have it.</summary>
    public required IReadOnlyDictionary<string, string> Deliveries { get; init; }

    /// <summary>The words of an order's history.</summary>
    public required IReadOnlyDictionary<string, string> Events { get; init; }

    /// <summary>A word of the history; one that a newer version wrote is shown as it is.</summary>
    public string Event(string word) => Events.GetValueOrDefault(word) ?? word;
}
