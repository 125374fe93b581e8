using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Orders;

namespace Payments.Domain.Callbacks;

/// <summary>One callback as stored: fixed content, every attempt, what is next.</summary>
[GenerateSerializer, Immutable, Alias("delivery")]
public sealed record Delivery
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The order it tells of.</summary>
    [Id(1)] public required OrderId Order { get; init; }

    /// <summary>Its number within the order, from 1; those that go to endpoints are counted apart.</summary>
    [Id(2)] public required int Number { get; init; }

    /// <summary>The merchant.</summary>
    [Id(3)] public required MerchantId Merchant { get; init; }

    /// <summary>Where it goes.</summary>
    [Id(4)] public required string Url { get; init; }

    /// <summary>The wire form.</summary>
    [Id(5)] public required CallbackForm Form { get; init; }

    /// <summary>The signed payload: <c>application/x-www-form-urlencoded</c> text or a JSON text. What it says never changes; it is signed again for a merchant whose secret was replaced.</summary>
    [Id(6)] public required string Payload { get; init; }

    /// <summary>Extra request headers, such as WoPay's signature.</summary>
    [Id(7)] public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it stands.</summary>
    [Id(8)] public DeliveryStatus Status { get; init; }

    /// <summary>Creation.</summary>
    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the next attempt is due.</summary>
    [Id(10)] public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Scheduled attempts used in the present round; a manual resend begins a new round.</summary>
    [Id(11)] public int AttemptsInRound { get; init; }

    /// <summary>Every attempt, oldest first, at most <see cref="DeliveryRules.AttemptLimit"/>.</summary>
    [Id(12)] public IReadOnlyList<DeliveryAttempt> Attempts { get; init; } = [];

    /// <summary>When the shop answered success.</summary>
    [Id(13)] public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When the attempt began that is under way, or null. Whoever begins another one and finds this set, finds an attempt whose process died.</summary>
    [Id(14)] public DateTimeOffset? AttemptedSince { get; init; }

    /// <summary>The face whose format the callback has; null in rows stored before this field, where <see cref="Form"/> tells.</summary>
    [Id(15)] public Face? Face { get; init; }

    /// <summary>The trace that the callback is of, as W3C <c>traceparent</c>; null where it was not traced.</summary>
    [Id(16)] public string? TraceParent { get; init; }

    /// <summary>
    /// The number of the callback before it to the same receiver, which is superseded before this one is sent the first time; null for the
    /// first one, and where each stands alone.
    /// </summary>
    [Id(17)] public int? After { get; init; }

    /// <summary>The number of the newer callback that tells what is so by now; null for none, and after a resend by hand.</summary>
    [Id(18)] public int? SupersededBy { get; init; }

    /// <summary>The event that it tells an endpoint of; null for an order's own callback.</summary>
    [Id(19)] public string? Event { get; init; }

    /// <summary>The merchant's endpoint that it goes to; null for an order's own callback.</summary>
    [Id(20)] public string? Endpoint { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The public id, <c>{order}-{n}</c>, or <c>{order}-e{n}</c> for one that goes to an endpoint.</summary>
    [JsonIgnore] public string Id => $"{Order.Value}-{Name(Number, Endpoint is not null)}";

    /// <summary>The key of its grain.</summary>
    [JsonIgnore] public string Key => GrainKey(Order, Number, Endpoint is not null);

    /// <summary>The grain key of a delivery.</summary>
    /// <param name="order">The order.</param>
    /// <param name="number">Its number.</param>
    /// <param name="isEvent">Whether it goes to an endpoint.</param>
    public static string GrainKey(OrderId order, int number, bool isEvent = false) => $"dlv-{order.Value}-{Name(number, isEvent)}";

    private static string Name(int number, bool isEvent) => isEvent ? $"e{number}" : $"{number}";
}
