using System.Globalization;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>Alipay's amounts: yuan as decimal texts of two places.</summary>
internal static class AlipayMoney
{
    /// <summary>The only currency.</summary>
    public const string Currency = "CNY";

    /// <summary>The least amount.</summary>
    public const decimal Least = 0.01m;

    /// <summary>The largest amount.</summary>
    public const decimal Most = 100_000_000m;

    /// <summary>Writes an amount that <see cref="IsPayable"/>.</summary>
    public static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Whether Alipay takes an amount: whole fen within its bounds. Nothing is rounded to make it so.</summary>
    public static bool IsPayable(decimal amount) => amount is >= Least and <= Most && decimal.Round(amount, 2) == amount;

    /// <summary>Notes an amount that Alipay does not take.</summary>
    public static void Require(FieldFaults faults, decimal amount, string field) =>
        faults.Require(IsPayable(amount), field, "0.01 to 100000000.00 yuan with two decimals at most");

    /// <summary>Reads an amount; null where the text is none.</summary>
    public static decimal? Find(string? text) => text is not null && ExactDecimal.TryParse(text, out var amount) ? amount : null;
}
