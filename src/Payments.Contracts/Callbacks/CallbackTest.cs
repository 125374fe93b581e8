using Orleans;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;

namespace Payments.Contracts.Callbacks;

/// <summary>How a try at a callback address went.</summary>
[GenerateSerializer, Immutable, Alias("callback-test")]
public sealed record CallbackTest
{
    private const string KeyPrefix = "tst-";

    /// <summary>What was sent: the form's or the query's text, or the JSON.</summary>
    [Id(0)] public required string Payload { get; init; }

    /// <summary>The requests, in the order in which a callback would make them.</summary>
    [Id(1)] public required IReadOnlyList<DeliveryAttempt> Attempts { get; init; }

    /// <summary>The headers beside the content type, which sign a webhook; empty where nothing is signed.</summary>
    [Id(2)] public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The key of the grain that tests for a merchant.</summary>
    public static string GrainKey(MerchantId merchant) => KeyPrefix + merchant.Value;

    /// <summary>Whose tests a grain makes.</summary>
    public static MerchantId MerchantOf(string grainKey) => new(grainKey[KeyPrefix.Length..]);
}
