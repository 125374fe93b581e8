using System.Globalization;

namespace Payments.Grains.Reconciliation;

/// <summary>Settings of the comparison with providers' statements, section <c>Reconciliation</c>.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>
    /// The fees that were agreed on, in percent of a payment, by provider: <c>wechat=0.6,alipay=0.6</c>. A payment whose fee is off by more
    /// than 0.01 is a difference. Default empty: only impossible fees are.
    /// </summary>
    public string Fees { get; set; } = "";

    /// <summary>How many days of all accounts one process compares at a time, 1 to 16. Default 2.</summary>
    public int Parallel { get; set; } = 2;

    /// <summary>
    /// How many transactions a minute each chain's nodes are asked for while a day is compared, 1 to 6000. Default 60: a day of a thousand
    /// payments takes a quarter of an hour.
    /// </summary>
    public int ChainLooksPerMinute { get; set; } = 60;

    /// <summary>The fee that was agreed on with a provider in percent, or null.</summary>
    public decimal? FeeOf(string provider) => TryRead(out var fees) && fees.TryGetValue(provider, out var fee) ? fee : null;

    /// <summary>Reads <see cref="Fees"/>; false where it cannot be read.</summary>
    internal bool TryRead(out IReadOnlyDictionary<string, decimal> fees)
    {
        var read = new Dictionary<string, decimal>(StringComparer.Ordinal);
        fees = read;
        foreach (var part in Fees.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) return false;
            var isFee = decimal.TryParse(
                part.AsSpan(at + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fee);
            if (!isFee || fee > 100 || !read.TryAdd(part[..at].TrimEnd(), fee)) return false;
        }
        return true;
    }
}
