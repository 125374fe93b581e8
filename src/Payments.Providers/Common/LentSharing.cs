using Payments.Domain.Money;
using Payments.Domain.Sharing;

namespace Payments.Providers.Common;

/// <summary>
/// What merchants may share of payments by the operator's account, written <c>10</c> (percent of a payment) or, where only some receivers
/// may get it, <c>10:1900000109,1900000110</c>. Without the setting nothing is shared: the account's balance is several merchants'.
/// </summary>
public sealed class LentSharing
{
    /// <summary>What a setting was expected to say.</summary>
    public const string Expected = "a percentage was expected, such as 10, or with the receivers that may get it, 10:1900000109,1900000110";

    /// <summary>Nothing is shared.</summary>
    public static readonly LentSharing None = new(0, null);

    private const decimal Whole = 100;

    private readonly HashSet<string>? receivers;

    private LentSharing(decimal percent, HashSet<string>? receivers) => (Percent, this.receivers) = (percent, receivers);

    /// <summary>Most of a payment, in percent; 0 where nothing is shared.</summary>
    public decimal Percent { get; }

    /// <summary>Reads a setting; false where it is none. Empty text is <see cref="None"/>.</summary>
    public static bool TryParse(string? text, out LentSharing sharing)
    {
        sharing = None;
        if (string.IsNullOrWhiteSpace(text)) return true;
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        if (!PlainDecimal.TryParse(parts[0], out var percent, out _) || percent is <= 0 or > Whole) return false;
        if (parts.Length == 1)
        {
            sharing = new LentSharing(percent, null);
            return true;
        }
        var named = parts[1].Split(',', StringSplitOptions.TrimEntries);
        if (named.Any(name => name.Length == 0)) return false;
        sharing = new LentSharing(percent, [.. named]);
        return true;
    }

    /// <summary>What the provider allows, and the operator no more.</summary>
    public ShareTerms Limit(ShareTerms terms) => terms with { MostPercent = Math.Min(terms.MostPercent, Percent) };

    /// <summary>Whether a receiver may get a share.</summary>
    public bool Allows(string receiver) => Percent > 0 && receivers?.Contains(receiver) != false;
}
