using System.Text.Json;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Requests;

namespace Payments.Providers.Cryptomus;

/// <summary>Static wallets and payouts.</summary>
public sealed partial class CryptomusClient
{
    /// <summary>Makes a static wallet, or gives the one that has its number.</summary>
    public Task<ProviderAnswer<CryptomusWallet>> CreateWalletAsync(CryptomusWalletRequest request, CancellationToken cancellationToken) =>
        PostAsync("wallet", request, CryptomusWallet.Read, isRepeatable: true, cancellationToken);

    /// <summary>A QR code of a static wallet's address, as a data URL of an image.</summary>
    /// <param name="uuid">Cryptomus' id of the address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ProviderAnswer<string>> GetWalletQrAsync(string uuid, CancellationToken cancellationToken) =>
        PostAsync("wallet/qr", new CryptomusQrRequest { WalletAddressUuid = uuid }, ReadImage, isRepeatable: true, cancellationToken);

    /// <summary>Blocks a static wallet.</summary>
    public Task<ProviderAnswer<CryptomusBlock>> BlockWalletAsync(CryptomusBlockRequest request, CancellationToken cancellationToken) =>
        PostAsync("wallet/block-address", request, CryptomusBlock.Read, isRepeatable: true, cancellationToken);

    /// <summary>Returns what came to a blocked static wallet; once only, so it is not sent again by itself.</summary>
    public Task<ProviderAnswer<CryptomusBlockedRefund>> RefundBlockedWalletAsync(
        CryptomusBlockedRefundRequest request, CancellationToken cancellationToken) =>
        PostAsync("wallet/blocked-address-refund", request, CryptomusBlockedRefund.Read, isRepeatable: false, cancellationToken);

    /// <summary>
    /// Pays money out. Not sent again by itself: after an unknown outcome <see cref="GetPayoutAsync"/> tells whether Cryptomus has it.
    /// </summary>
    public Task<ProviderAnswer<CryptomusPayout>> CreatePayoutAsync(CryptomusPayoutRequest request, CancellationToken cancellationToken) =>
        PayoutAsync("payout", request, CryptomusPayout.Read, isRepeatable: false, cancellationToken);

    /// <summary>How a payout stands.</summary>
    public Task<ProviderAnswer<CryptomusPayout>> GetPayoutAsync(CryptomusReference reference, CancellationToken cancellationToken) =>
        PayoutAsync("payout/info", reference, CryptomusPayout.Read, isRepeatable: true, cancellationToken);

    /// <summary>A page of the account's payouts, the newest first.</summary>
    public Task<ProviderAnswer<CryptomusPage<CryptomusPayout>>> ListPayoutsAsync(
        CryptomusListRequest request, CancellationToken cancellationToken) =>
        PayoutAsync(WithCursor("payout/list", request.Cursor), request, ReadPayouts, isRepeatable: true, cancellationToken);

    /// <summary>The coins and networks that can be paid out.</summary>
    public Task<ProviderAnswer<IReadOnlyList<CryptomusService>>> GetPayoutServicesAsync(CancellationToken cancellationToken) =>
        PayoutAsync("payout/services", Nothing, CryptomusService.ReadAll, isRepeatable: true, cancellationToken);

    private static CryptomusPage<CryptomusPayout> ReadPayouts(JsonElement result) =>
        CryptomusPage<CryptomusPayout>.Read(result, CryptomusPayout.Read);

    /// <summary>Signs under the payout key; an account without one has no payouts.</summary>
    private async Task<ProviderAnswer<T>> PayoutAsync<T>(
        string path, CryptomusRequest request, Func<JsonElement, T> read, bool isRepeatable, CancellationToken cancellationToken)
    {
        if (account.PayoutKey is { } key)
            return await SignedAsync($"{account.BaseUrl}/{path}", key, request, read, isRepeatable, cancellationToken);
        return new ProviderAnswer<T>.Refused(new ProviderRefusal(RefusalKind.Credentials, "payout_key is not set: payouts are off"));
    }
}
