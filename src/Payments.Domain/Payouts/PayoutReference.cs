using System.Globalization;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;

namespace Payments.Domain.Payouts;

/// <summary>
/// Our number of a payout at its provider, <c>pyo_{merchant}_{number}</c>; the grain of a merchant's is <c>pyo-{merchant}</c>.
/// </summary>
/// <param name="Merchant">The merchant.</param>
/// <param name="Number">The payout's number among the merchant's, from 1.</param>
public readonly record struct PayoutReference(MerchantId Merchant, int Number)
{
    private const string Prefix = "pyo";

    /// <summary>The grain of a merchant's payouts.</summary>
    public static string GrainKeyOf(MerchantId merchant) => $"{Prefix}-{merchant.Value}";

    /// <summary>The merchant of a grain.</summary>
    public static MerchantId MerchantOf(string grainKey) => new(grainKey[(Prefix.Length + 1)..]);

    /// <summary>
    /// What events and decisions of a payout have in the place of an order's id: 32 hex digits that follow from the merchant's own id of
    /// it.
    /// </summary>
    public static OrderId PlaceOf(MerchantId merchant, string payout) =>
        OrderId.TryParse(WebhookId.Of($"payout|{merchant.Value}|{payout}"), out var place)
            ? place
            : throw new InvalidOperationException("A digest is no id.");

    /// <summary>Reads our number; false where it is none of a payout.</summary>
    public static bool TryParse(string? reference, out PayoutReference payout)
    {
        payout = default;
        if (reference?.Split('_') is not [Prefix, var merchant, var number]) return false;
        if (!MerchantId.TryParse(merchant, out var id) || id.Value != merchant) return false;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value == 0) return false;
        payout = new PayoutReference(id, value);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Prefix}_{Merchant.Value}_{Number.ToString(CultureInfo.InvariantCulture)}";
}
