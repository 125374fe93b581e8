namespace Payments.Domain.Money;

/// <summary>
/// How much money one order may have, by its currency. Iranian money has small units: 100,000,000 rials are some hundred dollars, and a
/// fraction of a rial does not exist. Gateways for bank cards are said to take 50,000 to 500,000,000 rials.
/// </summary>
/// <param name="Most">The largest amount, included.</param>
/// <param name="Decimals">The most decimals, zeros at the end not counted.</param>
public readonly record struct MoneyBounds(decimal Most, int Decimals)
{
    /// <summary>Iranian rials.</summary>
    public const string Rial = "IRR";

    /// <summary>Iranian tomans, ten rials each. ISO 4217 has no code for them; Iranian banks and shops write this one.</summary>
    public const string Toman = "IRT";

    /// <summary>Rials in a toman.</summary>
    public const int RialsInToman = 10;

    /// <summary>The bounds of all other currencies, and of tokens.</summary>
    public static readonly MoneyBounds Usual = new(100_000_000m, 2);

    private static readonly MoneyBounds Rials = new(1_000_000_000_000m, 0);
    private static readonly MoneyBounds Tomans = new(Rials.Most / RialsInToman, 1);

    /// <summary>The largest amount of any currency, for searches that name none.</summary>
    public static decimal Largest => Rials.Most;

    /// <summary>The bounds of a currency, or of a token's symbol.</summary>
    public static MoneyBounds Of(string currency) => currency switch { Rial => Rials, Toman => Tomans, _ => Usual };
}
