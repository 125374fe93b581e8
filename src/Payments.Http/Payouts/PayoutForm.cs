using Microsoft.AspNetCore.Http;
using Payments.Contracts.Payouts;
using Payments.Domain.Payouts;
using Payments.Http.Common;

namespace Payments.Http.Payouts;

/// <summary>A request for a payout, read from a body, and what its refusals mean.</summary>
internal static class PayoutForm
{
    /// <summary>The fields.</summary>
    public static readonly string[] Fields = ["payout_id", "amount", "currency", "network", "address", "memo", "fee_from"];

    /// <summary>The highest amount of one payout, in any coin; an account's limit is below it.</summary>
    private const decimal MostAmount = 1_000_000_000m;

    private const int Decimals = 18;

    /// <summary>Characters of a transaction's hash.</summary>
    public const int TransactionLimit = 128;

    private const int NameLimit = 16;
    private const int AddressLimit = 128;
    private const int ShortestAddress = 10;
    private const int MemoLimit = 30;

    /// <summary>Reads a request.</summary>
    /// <exception cref="InputException">A field is missing or wrong.</exception>
    public static (string Id, PayoutWish Wish) Read(JsonFields body) =>
        (InputRules.OrderNumber(body.Text("payout_id"), "payout_id"), new PayoutWish
        {
            Amount = InputRules.Positive(
                body.Number("amount") is { Length: > 0 } amount ? amount : throw InputException.Missing("amount"),
                "amount", "12.5", Decimals, MostAmount),
            Coin = Name(body, "currency").ToUpperInvariant(),
            Network = Name(body, "network"),
            Address = Address(body.Text("address")),
            Memo = InputRules.Text(body.Text("memo"), "memo", MemoLimit),
            IsFeeIncluded = body.Text("fee_from") switch
            {
                null or "" or "balance" => false,
                "amount" => true,
                _ => throw new InputException("fee_from", "expected balance or amount"),
            },
        });

    /// <summary>The refusal; null where the payout is there.</summary>
    public static InputException? Refusal(PayoutResult result) => result.Outcome switch
    {
        PayoutOutcome.Created or PayoutOutcome.Existing => null,
        PayoutOutcome.Conflict => new InputException("payout_id", result.Detail!, StatusCodes.Status409Conflict),
        PayoutOutcome.NoAccount => new InputException("currency", result.Detail!, StatusCodes.Status409Conflict),
        PayoutOutcome.CoinOff => new InputException("currency", result.Detail!),
        PayoutOutcome.OverLimit => new InputException("amount", result.Detail!, StatusCodes.Status409Conflict),
        PayoutOutcome.TooMany => new InputException("payout_id", result.Detail!, StatusCodes.Status409Conflict),
        PayoutOutcome.Declined => new InputException("payout_id", result.Detail!, StatusCodes.Status403Forbidden),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };

    /// <summary>The refusal of a person's decision; null where it counts.</summary>
    /// <param name="outcome">What it came to.</param>
    /// <param name="payout">The payout as it stands.</param>
    public static InputException? Refusal(PayoutChange outcome, Payout payout)
    {
        var stands = $"is {PayoutRules.Word(payout.Standing)} and stays so";
        return outcome switch
        {
            PayoutChange.Done or PayoutChange.AlreadyDone => null,
            PayoutChange.NotFound or PayoutChange.Over => new InputException("payout_id", stands, StatusCodes.Status409Conflict),
            PayoutChange.Sent => new InputException(
                "payout_id", "the provider may have heard of it already; only what was not sent can be withdrawn",
                StatusCodes.Status409Conflict),
            PayoutChange.NotUnknown => new InputException(
                "payout_id", $"is {PayoutRules.Word(payout.Standing)}: only of one that is unknown a person says what became of it",
                StatusCodes.Status409Conflict),
            PayoutChange.NotReviewed =>
                new InputException("payout_id", "no such payout, or it was never under review", StatusCodes.Status404NotFound),
            PayoutChange.OperatorsOnly => new InputException(
                "payout_id", "a rule of the installation holds it: only its operator may approve", StatusCodes.Status403Forbidden),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    /// <summary>A standing by its word; null for none.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static PayoutStanding? Standing(string? text)
    {
        if (text is not { Length: > 0 }) return null;
        foreach (var standing in Enum.GetValues<PayoutStanding>())
            if (text == PayoutRules.Word(standing)) return standing;
        var words = string.Join(", ", Enum.GetValues<PayoutStanding>().Select(PayoutRules.Word));
        throw new InputException("status", $"expected one of {words}");
    }

    /// <summary>What became of a payout, by a person's word: null to ask the provider again; and the transaction that sent it.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static (PayoutStatus? End, string? Transaction) Resolution(JsonFields body)
    {
        PayoutStatus? end = body.Required("status") switch
        {
            "succeeded" => PayoutStatus.Succeeded,
            "failed" => PayoutStatus.Failed,
            "ask" => null,
            _ => throw new InputException("status", "expected succeeded, failed, or ask to have the provider asked again"),
        };
        var transaction = InputRules.Text(body.Text("transaction_hash"), "transaction_hash", TransactionLimit);
        return transaction is null || end == PayoutStatus.Succeeded
            ? (end, transaction)
            : throw new InputException("transaction_hash", "goes with status succeeded alone");
    }

    private static string Name(JsonFields body, string field)
    {
        var text = body.Required(field);
        return text.Length <= NameLimit && text.All(char.IsAsciiLetterOrDigit)
            ? text
            : throw new InputException(field, $"expected 1 to {NameLimit} letters and digits");
    }

    private static string Address(string? text)
    {
        if (string.IsNullOrEmpty(text)) throw InputException.Missing("address");
        return text.Length is >= ShortestAddress and <= AddressLimit && text.All(letter => letter is > ' ' and < '\u007f')
            ? text
            : throw new InputException("address", $"expected {ShortestAddress} to {AddressLimit} characters without spaces");
    }
}
