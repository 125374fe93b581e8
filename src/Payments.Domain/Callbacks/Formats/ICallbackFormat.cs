using Payments.Domain.Orders;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>The callback of one face: everything about it that differs from face to face.</summary>
/// <remarks>Formats have no state; <see cref="CallbackFormats"/> lists them.</remarks>
public interface ICallbackFormat
{
    /// <summary>The face whose orders are reported in this format.</summary>
    Face Face { get; }

    /// <summary>The face's name in the set-up API.</summary>
    string Name { get; }

    /// <summary>The wire form that is stored with a delivery, for versions that do not read <see cref="Delivery.Face"/>.</summary>
    CallbackForm Form { get; }

    /// <summary>The content type of a request body.</summary>
    string ContentType { get; }

    /// <summary>Every HTTP method by which this callback may go.</summary>
    IReadOnlyList<string> Methods { get; }

    /// <summary>
    /// Whether each change of an order's published status (<see cref="PaymentStatus"/>) is told; otherwise only that it is completed.
    /// </summary>
    bool TellsEveryStatus { get; }

    /// <summary>The methods of one attempt, in order. The next one is tried while the shop has not heard.</summary>
    /// <param name="setting">The merchant's setting.</param>
    /// <param name="learned">The method by which the shop heard last; null while unknown.</param>
    IReadOnlyList<string> MethodsOf(NotifyMethod setting, NotifyMethod? learned);

    /// <summary>Composes and signs the callback that reports an order. The same arguments give the same content.</summary>
    /// <param name="order">The order.</param>
    /// <param name="entry">The callback's number within the order, and the status that it reports.</param>
    /// <param name="secret">The merchant's signing secret.</param>
    /// <param name="now">The time of the report, for formats that carry one.</param>
    /// <param name="head">The height of the payment's chain, for formats that count confirmations; null where it is not known.</param>
    /// <exception cref="InvalidOperationException">The order is in a status that this format must not report.</exception>
    CallbackContent Compose(Order order, OutboxEntry entry, string secret, DateTimeOffset now, long? head = null);

    /// <summary>Signs content for an attempt: the secret may have been replaced since, and some formats sign the attempt's time.</summary>
    /// <returns>The same fields and values, signed; unchanged where nothing of it was signed.</returns>
    CallbackContent Renew(CallbackContent content, CallbackKeys keys, DateTimeOffset now);

    /// <summary>Composes the test of a callback address: the fields of a callback, nothing of a payment, no signature.</summary>
    /// <remarks><see cref="TestContent"/> says why.</remarks>
    /// <param name="pid">The merchant's number.</param>
    /// <param name="now">Makes the order numbers of tests differ.</param>
    CallbackContent Test(long pid, DateTimeOffset now);

    /// <summary>Judges the shop's answer.</summary>
    /// <returns>Null where the shop has heard the callback; otherwise the reason why the answer does not count.</returns>
    string? ErrorOf(int statusCode, string body);

    /// <summary>The signed query to append to the return URL of a completed order; null where the payer returns to the bare URL.</summary>
    /// <exception cref="InvalidOperationException">The order is not completed.</exception>
    string? ReturnQuery(Order order, string secret);
}
