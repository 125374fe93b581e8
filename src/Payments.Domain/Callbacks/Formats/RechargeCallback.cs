using Payments.Domain.Orders;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>
/// Callbacks of recharges. Their document has none, since the end user's ledger hears of the payment; where a merchant's wallet brings a
/// callback address, or an endpoint asks for events, they are WoPay's webhooks.
/// </summary>
public sealed class RechargeCallback : ICallbackFormat
{
    private readonly WoPayCallback webhook = new();

    /// <inheritdoc />
    public Face Face => Face.Recharge;

    /// <inheritdoc />
    public string Name => "recharge";

    /// <inheritdoc />
    public CallbackForm Form => webhook.Form;

    /// <inheritdoc />
    public string ContentType => webhook.ContentType;

    /// <inheritdoc />
    public IReadOnlyList<string> Methods => webhook.Methods;

    /// <inheritdoc />
    public bool TellsEveryStatus => webhook.TellsEveryStatus;

    /// <inheritdoc />
    public IReadOnlyList<string> MethodsOf(NotifyMethod setting, NotifyMethod? learned) => webhook.MethodsOf(setting, learned);

    /// <inheritdoc />
    public CallbackContent Compose(Order order, OutboxEntry entry, string secret, DateTimeOffset now, long? head = null) =>
        webhook.Compose(order, entry, secret, now, head);

    /// <inheritdoc />
    public CallbackContent Renew(CallbackContent content, CallbackKeys keys, DateTimeOffset now) => webhook.Renew(content, keys, now);

    /// <inheritdoc />
    public CallbackContent Test(long pid, DateTimeOffset now) => webhook.Test(pid, now);

    /// <inheritdoc />
    public string? ErrorOf(int statusCode, string body) => webhook.ErrorOf(statusCode, body);

    /// <inheritdoc />
    public string? ReturnQuery(Order order, string secret) => webhook.ReturnQuery(order, secret);
}
