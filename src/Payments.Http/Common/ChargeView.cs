using Payments.Domain.Charges;
using Payments.Domain.Money;
using Payments.Http.Api;

namespace Payments.Http.Common;

/// <summary>A payment at a provider, as merchants see it.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Method">The way to pay.</param>
/// <param name="Reference">Our number of it at the provider.</param>
/// <param name="ProviderId">The provider's own id; null until known.</param>
/// <param name="State">
/// <c>opening</c>, <c>open</c>, <c>seen</c>, <c>underpaid</c>, <c>paid</c>, <c>ended</c>, or <c>held</c> for a person.
/// </param>
/// <param name="Amount">What the provider was asked to take.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Url">The provider's page for the payer.</param>
/// <param name="QrText">What a QR code must hold.</param>
/// <param name="Address">The receiving address on a chain.</param>
/// <param name="Network">The network of that address.</param>
/// <param name="PayerAmount">What the payer pays, or paid.</param>
/// <param name="PayerCurrency">In which coin.</param>
/// <param name="Parameters">Signed parameters for a front end's own call.</param>
/// <param name="Paid">What came so far, in <paramref name="Currency"/>; null where the provider did not say.</param>
/// <param name="Transaction">The transaction's name.</param>
/// <param name="Word">The provider's last word on it.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="ExpiresAt">Until when it may be paid.</param>
/// <param name="PaidAt">When it was paid.</param>
internal sealed record ChargeView(
    string Provider, string Method, string Reference, string? ProviderId, string State, string Amount, string Currency, string? Url, string? QrText,
    string? Address, string? Network, string? PayerAmount, string? PayerCurrency, IReadOnlyDictionary<string, string> Parameters, string? Paid,
    string? Transaction, string? Word, string CreatedAt, string ExpiresAt, string? PaidAt)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public static ChargeView? Of(Charge? charge) => charge is null ? null : new ChargeView(
        charge.Provider,
        charge.Method,
        charge.Reference,
        charge.ProviderId,
        charge.State.ToString().ToLowerInvariant(),
        PlainDecimal.Format(charge.Amount),
        charge.Currency,
        charge.Front?.Url,
        charge.Front?.QrText,
        charge.Front?.Address,
        charge.Front?.Network,
        charge.PayerAmount ?? charge.Front?.PayerAmount,
        charge.PayerCurrency ?? charge.Front?.PayerCurrency,
        charge.Front?.Parameters ?? None,
        charge.Paid is { } paid ? PlainDecimal.Format(paid) : null,
        charge.Transaction,
        charge.Word,
        ApiTime.Format(charge.CreatedAt),
        ApiTime.Format(charge.ExpiresAt),
        ApiTime.Format(charge.PaidAt));
}
