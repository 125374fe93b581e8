using System.Text.Json;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Answers;
using Payments.Providers.WeChat.Requests;

namespace Payments.Providers.WeChat;

/// <summary>
/// Calls WeChat Pay's API v3 for one account: orders and refunds here, sharing, bills and payers in the other parts. All signed calls may
/// be repeated: our own numbers make the second one the first one's repeat.
/// </summary>
public sealed partial class WeChatClient
{
    private const string Orders = "/v3/pay/transactions";
    private const string Refunds = "/v3/refund/domestic/refunds";

    private readonly WeChatConnection connection;
    private readonly WeChatAccount account;
    private readonly ProviderHttp http;
    private readonly ProviderDownload download;

    internal WeChatClient(WeChatConnection connection, ProviderHttp http, ProviderDownload download, WeChatAccount account) =>
        (this.connection, this.http, this.download, this.account) = (connection, http, download, account);

    /// <summary>Makes an order. The same data again gives a fresh code; other data under the same number is refused.</summary>
    public async Task<ProviderAnswer<WeChatPrepaid>> CreateAsync(WeChatOrderRequest request, CancellationToken cancellationToken)
    {
        if (WeChatRules.Check(account, request) is { } refusal) return new ProviderAnswer<WeChatPrepaid>.Refused(refusal);
        var path = $"{Orders}/{request.Kind.ToString().ToLowerInvariant()}";
        return await PostAsync(path, WeChatBodies.Order(account, request), WeChatPrepaid.Read, cancellationToken);
    }

    /// <summary>How an order stands, by our number.</summary>
    public async Task<ProviderAnswer<WeChatTrade>> GetAsync(string outTradeNo, CancellationToken cancellationToken)
    {
        if (RefusalOf(outTradeNo) is { } refusal) return new ProviderAnswer<WeChatTrade>.Refused(refusal);
        var path = $"{Orders}/out-trade-no/{Uri.EscapeDataString(outTradeNo)}?mchid={account.Merchant}";
        return await GetAsync(path, WeChatTrade.Read, cancellationToken);
    }

    /// <summary>Closes an order that was not paid. One that is closed already is no fault; one that is paid is refused.</summary>
    public async Task<ProviderAnswer<WeChatDone>> CloseAsync(string outTradeNo, CancellationToken cancellationToken)
    {
        if (RefusalOf(outTradeNo) is { } refusal) return new ProviderAnswer<WeChatDone>.Refused(refusal);
        var path = $"{Orders}/out-trade-no/{Uri.EscapeDataString(outTradeNo)}/close";
        var answer = await PostAsync(path, WeChatBodies.Close(account), Done, cancellationToken);
        return answer is ProviderAnswer<WeChatDone>.Refused { Refusal.Code: "ORDERCLOSED" }
            ? new ProviderAnswer<WeChatDone>.Ok(new WeChatDone()) { Reply = answer.Reply }
            : answer;
    }

    /// <summary>Returns money. What is answered is accepted, not returned yet, unless its state says so.</summary>
    public async Task<ProviderAnswer<WeChatRefund>> RefundAsync(WeChatRefundRequest request, CancellationToken cancellationToken)
    {
        if (WeChatRules.Check(account, request) is { } refusal) return new ProviderAnswer<WeChatRefund>.Refused(refusal);
        return await PostAsync(Refunds, WeChatBodies.Refund(request), WeChatRefund.Read, cancellationToken);
    }

    /// <summary>How a refund stands.</summary>
    public Task<ProviderAnswer<WeChatRefund>> GetRefundAsync(string outRefundNo, CancellationToken cancellationToken) =>
        GetAsync($"{Refunds}/{Uri.EscapeDataString(outRefundNo)}", WeChatRefund.Read, cancellationToken);

    private static ProviderRefusal? RefusalOf(string outTradeNo)
    {
        var faults = new FieldFaults();
        WeChatRules.RequireTradeNo(faults, outTradeNo);
        return faults.Refusal;
    }

    private Task<ProviderAnswer<T>> GetAsync<T>(string target, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        connection.CallAsync(account, new WeChatCall(HttpMethod.Get, target), read, cancellationToken);

    private Task<ProviderAnswer<T>> PostAsync<T>(
        string target, byte[] body, Func<JsonElement, T> read, CancellationToken cancellationToken, string? sealedFor = null) =>
        connection.CallAsync(account,
            new WeChatCall(HttpMethod.Post, target) { Body = body, SealedFor = sealedFor }, read, cancellationToken);

    private static WeChatDone Done(JsonElement nothing) => new();
}

/// <summary>The result of a call that has nothing to give.</summary>
public sealed record WeChatDone;
