using Payments.Domain.Money;

namespace Payments.Domain.Wallets;

/// <summary>
/// How far above the price an amount may be sought that no other order has, and in which steps. The price itself always belongs to
/// it.
/// </summary>
/// <param name="Step">Atomic units between two amounts.</param>
/// <param name="MaxSteps">How many steps above the price are acceptable.</param>
public readonly record struct Nudge(UInt128 Step, int MaxSteps)
{
    /// <summary>What the token's payable steps may add to a price, in percent.</summary>
    public const decimal PayableShare = 1m;

    /// <summary>What the token's finer steps may add to a price, in percent: nothing ever adds more.</summary>
    public const decimal FineShare = 5m;

    /// <summary>The price alone.</summary>
    public static Nudge None { get; } = new(1, 0);

    /// <summary>For an order that has to be asked for something: as many steps as it takes.</summary>
    public static Nudge Any(UInt128 step) => new(step, int.MaxValue);

    /// <summary>
    /// What is tried at each of a merchant's addresses, one after the other: the price; payable steps within <see cref="PayableShare"/>
    /// of it; finer steps within <see cref="FineShare"/>. A step that is larger than its share is left out.
    /// </summary>
    /// <param name="units">The price.</param>
    /// <param name="payableStep">The token's smallest payable step.</param>
    /// <param name="fineStep">The token's finer step.</param>
    public static IReadOnlyList<Nudge> Plan(UInt128 units, UInt128 payableStep, UInt128 fineStep)
    {
        var payable = Within(units, payableStep, PayableShare);
        var fine = Within(units, fineStep, FineShare);
        return [None, .. payable.MaxSteps > 0 ? [payable] : (Nudge[])[], .. fine.MaxSteps > 0 ? [fine] : (Nudge[])[]];
    }

    /// <summary>The most that an order may be asked for.</summary>
    public static UInt128 MostUnits(UInt128 units) =>
        TokenAmount.Percent(units, FineShare) is var more && more <= UInt128.MaxValue - units ? units + more : UInt128.MaxValue;

    private static Nudge Within(UInt128 units, UInt128 step, decimal percent) =>
        new(step, (int)UInt128.Min(TokenAmount.Percent(units, percent) / step, int.MaxValue));
}
