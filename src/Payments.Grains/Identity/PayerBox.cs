using System.Text.Json;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Secrets;

namespace Payments.Grains.Identity;

/// <summary>
/// Seals who pays into an order's row: AES-256-GCM as other secrets, bound to the order, under a key that follows from the installation's.
/// So a rotation of the master key seals one key afresh, and not every order that ever had a payer's name.
/// </summary>
public sealed class PayerBox(InstallationIds ids, IRandomBytes random)
{
    private const string Purpose = "payer";

    private readonly Lazy<SecretBox> box = new(() => new SecretBox(new MasterKeyRing(ids.KeyFor(Purpose)), random));

    /// <summary>Seals what is known of an order's payer; null where nothing is.</summary>
    public string? Seal(Payer payer, OrderId order)
    {
        var fields = new Dictionary<string, string?>
        {
            ["name"] = payer.Name,
            ["email"] = payer.Email,
            ["phone"] = payer.Phone,
            ["national_code"] = payer.NationalCode,
        };
        var known = fields.Where(field => field.Value is { Length: > 0 }).ToDictionary();
        return known.Count == 0 ? null : box.Value.Seal(JsonSerializer.Serialize(known), Purpose, order.Value);
    }

    /// <summary>Who pays an order; null where nobody said.</summary>
    /// <exception cref="SecretException">It was sealed in another installation, or changed.</exception>
    public Payer? Open(Order order)
    {
        if (order.SealedPayer is not { } sealedPayer) return null;
        var known = JsonSerializer.Deserialize<Dictionary<string, string>>(box.Value.Open(sealedPayer, Purpose, order.Id.Value))!;
        return new Payer
        {
            Name = known.GetValueOrDefault("name"),
            Email = known.GetValueOrDefault("email"),
            Phone = known.GetValueOrDefault("phone"),
            NationalCode = known.GetValueOrDefault("national_code"),
        };
    }
}
