using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Payments.Domain.Identity;

namespace Payments.Domain.Callbacks;

/// <summary>The id of a webhook, by which a receiver tells a repeat from news: a UUID, the same at every attempt.</summary>
public static class WebhookId
{
    private const int Bytes = 16;

    /// <summary>The id of an order's callback, derived from what it tells: composing it again after a crash makes no second one.</summary>
    /// <param name="order">The order.</param>
    /// <param name="number">The callback's number.</param>
    /// <param name="isEvent">Whether it goes to an endpoint; those are counted apart.</param>
    public static string Of(OrderId order, int number, bool isEvent = false) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"webhook|{order.Value}|{(isEvent ? "e" : "")}{number}"));

    /// <summary>The id of something else that has a name.</summary>
    public static string Of(string name) =>
        KeyedId.ToUuid(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, Bytes)));
}
