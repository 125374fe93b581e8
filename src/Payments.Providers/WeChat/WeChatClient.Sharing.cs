using Payments.Providers.Common;
using Payments.Providers.WeChat.Answers;
using Payments.Providers.WeChat.Keys;
using Payments.Providers.WeChat.Requests;

namespace Payments.Providers.WeChat;

/// <summary>Profit sharing. Names are encrypted for WeChat Pay on their way.</summary>
public sealed partial class WeChatClient
{
    private const string Sharing = "/v3/profitsharing";

    /// <summary>Makes a receiver known.</summary>
    public async Task<ProviderAnswer<WeChatDone>> AddReceiverAsync(WeChatReceiver receiver, CancellationToken cancellationToken)
    {
        if (WeChatRules.Check(receiver, isNew: true) is { } refusal) return new ProviderAnswer<WeChatDone>.Refused(refusal);
        if (await SealingKeyAsync(cancellationToken) is not { } key) return NoKey<WeChatDone>();
        var body = WeChatBodies.AddReceiver(account, receiver, key);
        return await PostAsync($"{Sharing}/receivers/add", body, Done, cancellationToken, key.Id);
    }

    /// <summary>Forgets a receiver.</summary>
    public async Task<ProviderAnswer<WeChatDone>> RemoveReceiverAsync(WeChatReceiver receiver, CancellationToken cancellationToken)
    {
        if (WeChatRules.Check(receiver, isNew: false) is { } refusal) return new ProviderAnswer<WeChatDone>.Refused(refusal);
        return await PostAsync($"{Sharing}/receivers/delete", WeChatBodies.RemoveReceiver(account, receiver), Done, cancellationToken);
    }

    /// <summary>Shares an order's money; the same number again is the same request.</summary>
    public async Task<ProviderAnswer<WeChatShare>> ShareAsync(WeChatShareRequest request, CancellationToken cancellationToken)
    {
        if (WeChatRules.Check(request) is { } refusal) return new ProviderAnswer<WeChatShare>.Refused(refusal);
        if (await SealingKeyAsync(cancellationToken) is not { } key) return NoKey<WeChatShare>();
        var body = WeChatBodies.Share(account, request, key);
        return await PostAsync($"{Sharing}/orders", body, WeChatShare.Read, cancellationToken, key.Id);
    }

    /// <summary>How a share stands.</summary>
    public Task<ProviderAnswer<WeChatShare>> GetShareAsync(string outOrderNo, string transactionId, CancellationToken cancellationToken) =>
        GetAsync($"{Sharing}/orders/{Uri.EscapeDataString(outOrderNo)}?transaction_id={Uri.EscapeDataString(transactionId)}",
            WeChatShare.Read, cancellationToken);

    /// <summary>Takes a merchant's part back.</summary>
    public async Task<ProviderAnswer<WeChatReturn>> ReturnShareAsync(WeChatReturnRequest request, CancellationToken cancellationToken)
    {
        if (WeChatRules.Check(request) is { } refusal) return new ProviderAnswer<WeChatReturn>.Refused(refusal);
        return await PostAsync($"{Sharing}/return-orders", WeChatBodies.Return(request), WeChatReturn.Read, cancellationToken);
    }

    /// <summary>How a return stands.</summary>
    public Task<ProviderAnswer<WeChatReturn>> GetReturnAsync(string outReturnNo, string outOrderNo, CancellationToken cancellationToken) =>
        GetAsync($"{Sharing}/return-orders/{Uri.EscapeDataString(outReturnNo)}?out_order_no={Uri.EscapeDataString(outOrderNo)}",
            WeChatReturn.Read, cancellationToken);

    /// <summary>Ends an order's sharing: the rest is the merchant's.</summary>
    public async Task<ProviderAnswer<WeChatShare>> UnfreezeAsync(WeChatUnfreezeRequest request, CancellationToken cancellationToken)
    {
        if (WeChatRules.Check(request) is { } refusal) return new ProviderAnswer<WeChatShare>.Refused(refusal);
        return await PostAsync($"{Sharing}/orders/unfreeze", WeChatBodies.Unfreeze(request), WeChatShare.Read, cancellationToken);
    }

    /// <summary>How many fen of an order may still be shared.</summary>
    public Task<ProviderAnswer<long>> GetUnsplitAsync(string transactionId, CancellationToken cancellationToken) => GetAsync(
        $"{Sharing}/transactions/{Uri.EscapeDataString(transactionId)}/amounts",
        element => new JsonFields(element).Whole("unsplit_amount") ?? throw new FormatException("there is no 'unsplit_amount'"),
        cancellationToken);

    private async Task<WeChatKey?> SealingKeyAsync(CancellationToken cancellationToken) =>
        (await connection.KeysAsync(account, null, cancellationToken)).ForSealing(connection.Time.GetUtcNow());

    private static ProviderAnswer<T>.Unknown NoKey<T>() => new("no key of WeChat Pay's is there to encrypt a name with");
}
