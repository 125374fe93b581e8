using System.Text.Json;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Requests;
using Payments.Providers.Cryptomus.Webhooks;

namespace Payments.Providers.Cryptomus;

/// <summary>Invoices.</summary>
public sealed partial class CryptomusClient
{
    /// <summary>
    /// Makes an invoice, or gives the one that has its number. One of another amount or currency is refused as
    /// <see cref="RefusalKind.Conflict"/>; one that expired comes back as it is, unless the request says <c>is_refresh</c>.
    /// </summary>
    public async Task<ProviderAnswer<CryptomusPayment>> CreatePaymentAsync(
        CryptomusPaymentRequest request, CancellationToken cancellationToken)
    {
        var answer = await PostAsync("payment", request, CryptomusPayment.Read, isRepeatable: true, cancellationToken);
        if (answer is not ProviderAnswer<CryptomusPayment>.Ok { Value: var payment } || payment.Answers(request)) return answer;
        var words = $"order_id {request.OrderId} has an invoice already, of {payment.Amount} {payment.Currency}";
        return new ProviderAnswer<CryptomusPayment>.Refused(new ProviderRefusal(RefusalKind.Conflict, words)) { Reply = answer.Reply };
    }

    /// <summary>How an invoice stands.</summary>
    public Task<ProviderAnswer<CryptomusPayment>> GetPaymentAsync(CryptomusReference reference, CancellationToken cancellationToken) =>
        PostAsync("payment/info", reference, CryptomusPayment.Read, isRepeatable: true, cancellationToken);

    /// <summary>A page of the account's invoices, the newest first.</summary>
    public Task<ProviderAnswer<CryptomusPage<CryptomusPayment>>> ListPaymentsAsync(
        CryptomusListRequest request, CancellationToken cancellationToken) =>
        PostAsync(WithCursor("payment/list", request.Cursor), request, ReadPayments, isRepeatable: true, cancellationToken);

    /// <summary>The coins and networks that can be paid with.</summary>
    public Task<ProviderAnswer<IReadOnlyList<CryptomusService>>> GetPaymentServicesAsync(CancellationToken cancellationToken) =>
        PostAsync("payment/services", Nothing, CryptomusService.ReadAll, isRepeatable: true, cancellationToken);

    /// <summary>A QR code of an invoice's address, as a data URL of an image.</summary>
    /// <param name="uuid">Cryptomus' id of the invoice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ProviderAnswer<string>> GetPaymentQrAsync(string uuid, CancellationToken cancellationToken) =>
        PostAsync("payment/qr", new CryptomusQrRequest { MerchantPaymentUuid = uuid }, ReadImage, isRepeatable: true, cancellationToken);

    /// <summary>Returns a whole payment. Not sent again by itself: a second refund is refused even when the first was done.</summary>
    public Task<ProviderAnswer<CryptomusDone>> RefundAsync(CryptomusRefundRequest request, CancellationToken cancellationToken) =>
        PostAsync("payment/refund", request, Done, isRepeatable: false, cancellationToken);

    /// <summary>Asks for the webhook of an invoice again; of <c>paid</c>, <c>paid_over</c> and <c>wrong_amount</c> alone.</summary>
    public Task<ProviderAnswer<CryptomusDone>> ResendAsync(CryptomusReference reference, CancellationToken cancellationToken)
    {
        var hasVersion = account.BaseUrl.EndsWith("/v1", StringComparison.Ordinal);
        var root = hasVersion ? account.BaseUrl[..^2] + account.ResendVersion : account.BaseUrl;
        return SignedAsync($"{root}/payment/resend", account.PaymentKey, reference, Done, isRepeatable: true, cancellationToken);
    }

    /// <summary>Asks for a webhook of a made-up payment, wallet or payout. Wallets and payments are signed under the payment key.</summary>
    public Task<ProviderAnswer<CryptomusDone>> SendTestWebhookAsync(
        CryptomusWebhookType type, CryptomusTestWebhookRequest request, CancellationToken cancellationToken)
    {
        if (type == CryptomusWebhookType.Payout)
            return PayoutAsync("test-webhook/payout", request, Done, isRepeatable: false, cancellationToken);
        var path = type == CryptomusWebhookType.Wallet ? "test-webhook/wallet" : "test-webhook/payment";
        return PostAsync(path, request, Done, isRepeatable: false, cancellationToken);
    }

    private static CryptomusPage<CryptomusPayment> ReadPayments(JsonElement result) =>
        CryptomusPage<CryptomusPayment>.Read(result, CryptomusPayment.Read);

    private static string ReadImage(JsonElement result) => new JsonFields(result).Required("image");
}
