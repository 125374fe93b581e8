using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Charges;

/// <summary>What a payer, or the shop's front end, needs to pay a charge.</summary>
[GenerateSerializer, Immutable, Alias("charge-front")]
public sealed record ChargeFront
{
    /// <summary>An https page of the provider to send the payer to; null where it has none.</summary>
    [Id(0)] public string? Url { get; init; }

    /// <summary>What a QR code for the payer's app must hold; null where there is none.</summary>
    [Id(1)] public string? QrText { get; init; }

    /// <summary>The receiving address on a chain; null where the provider names none.</summary>
    [Id(2)] public string? Address { get; init; }

    /// <summary>The network of that address, in the provider's word.</summary>
    [Id(3)] public string? Network { get; init; }

    /// <summary>What the payer pays there, decimal, exactly as the provider wrote it.</summary>
    [Id(4)] public string? PayerAmount { get; init; }

    /// <summary>The currency of <see cref="PayerAmount"/>.</summary>
    [Id(5)] public string? PayerCurrency { get; init; }

    /// <summary>Signed parameters for a front end's own call (WeChat's JSAPI and app calls, Alipay's order string), by name.</summary>
    [Id(6)] public IReadOnlyDictionary<string, string> Parameters { get; init => field = value ?? Empty; } = Empty;

    /// <summary>Until when this is good; null for as long as the charge is.</summary>
    [Id(7)] public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// Whether the parameters of <see cref="Url"/> may be posted to it as a form instead, for browsers that take no URL of its length.
    /// </summary>
    [Id(8)] public bool MayPost { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
