namespace Payments.ProviderSandbox.Common;

/// <summary>What can go wrong on demand.</summary>
public enum Fault
{
    /// <summary>An answer takes <see cref="SandboxServer.SlowFor"/>.</summary>
    Slow,

    /// <summary>503, and nothing happens.</summary>
    Down,

    /// <summary>It happens, and 502 is answered.</summary>
    Lost,

    /// <summary>It happens, and a page of HTML is answered.</summary>
    Garbage,

    /// <summary>A webhook comes twice.</summary>
    Twice,

    /// <summary>A webhook waits until <c>/sandbox/release</c>.</summary>
    Late,

    /// <summary>A webhook, or a verification, says another amount, really signed.</summary>
    OtherAmount,

    /// <summary>The next webhook waits until another one was sent.</summary>
    OutOfOrder,

    /// <summary>A webhook is signed under a key that is not the account's, or a return has a made-up number.</summary>
    Forged,

    /// <summary>The next answer or notice has a false signature of the kind that WeChat Pay sends to see whether it is refused.</summary>
    Probe,

    /// <summary>The next answer has no signature.</summary>
    Unsigned,
}

/// <summary>The faults that were ordered and did not happen yet.</summary>
public sealed class FaultBook
{
    private readonly Dictionary<Fault, int> ordered = [];
    private readonly Lock gate = new();

    /// <summary>The names of faults, as routes take them.</summary>
    public static string Names { get; } = string.Join(", ", Enum.GetValues<Fault>().Select(NameOf));

    /// <summary>Orders a fault by its name; false when there is none of it.</summary>
    public bool Order(string name, int times)
    {
        if (!Enum.GetValues<Fault>().Any(fault => NameOf(fault) == name)) return false;
        Order(Enum.GetValues<Fault>().Single(fault => NameOf(fault) == name), times);
        return true;
    }

    /// <summary>Orders a fault for the next so many times.</summary>
    public void Order(Fault fault, int times = 1)
    {
        lock (gate) ordered[fault] = ordered.GetValueOrDefault(fault) + times;
    }

    /// <summary>Whether a fault is to happen now; it counts as happened then.</summary>
    public bool Take(Fault fault)
    {
        lock (gate)
        {
            if (ordered.GetValueOrDefault(fault) <= 0) return false;
            ordered[fault]--;
            return true;
        }
    }

    /// <summary>Forgets all orders.</summary>
    public void Clear()
    {
        lock (gate) ordered.Clear();
    }

    private static string NameOf(Fault fault) => fault switch
    {
        Fault.OtherAmount => "other_amount",
        Fault.OutOfOrder => "out_of_order",
        _ => fault.ToString().ToLowerInvariant(),
    };
}
