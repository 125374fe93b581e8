using System.Text.Json;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Answers;
using Payments.Providers.Cryptomus.Requests;

namespace Payments.Providers.Cryptomus;

/// <summary>
/// Calls Cryptomus' API for one account. Bodies are serialized once: the bytes that are signed are the bytes that are sent.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="account">Whose account it is.</param>
public sealed partial class CryptomusClient(ProviderHttp http, CryptomusAccount account)
{
    /// <summary>The named client's name.</summary>
    public const string ClientName = "cryptomus";

    private static readonly CryptomusNothing Nothing = new();

    /// <summary>What the account has.</summary>
    public Task<ProviderAnswer<CryptomusBalances>> GetBalanceAsync(CancellationToken cancellationToken) =>
        PostAsync("balance", Nothing, CryptomusBalances.Read, isRepeatable: true, cancellationToken);

    /// <summary>The rates of a currency. This call alone is a GET and is not signed.</summary>
    /// <param name="currency">The currency, upper case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ProviderAnswer<IReadOnlyList<CryptomusRate>>> GetRatesAsync(string currency, CancellationToken cancellationToken)
    {
        var url = new Uri($"{account.BaseUrl}/exchange-rate/{Uri.EscapeDataString(currency)}/list");
        var request = new ProviderRequest(ClientName, HttpMethod.Get, url) { IsRepeatable = true, Reach = account.Reach };
        return await ReadAsync(request, CryptomusRate.ReadAll, cancellationToken);
    }

    private Task<ProviderAnswer<T>> PostAsync<T>(
        string path, CryptomusRequest request, Func<JsonElement, T> read, bool isRepeatable, CancellationToken cancellationToken) =>
        SignedAsync($"{account.BaseUrl}/{path}", account.PaymentKey, request, read, isRepeatable, cancellationToken);

    private async Task<ProviderAnswer<T>> SignedAsync<T>(
        string url, string key, CryptomusRequest request, Func<JsonElement, T> read, bool isRepeatable, CancellationToken cancellationToken)
    {
        var faults = new FieldFaults();
        request.Check(faults);
        if (faults.Refusal is { } refusal) return new ProviderAnswer<T>.Refused(refusal);

        var body = CryptomusJson.Bytes(request);
        var signed = new ProviderRequest(ClientName, HttpMethod.Post, new Uri(url))
        {
            Body = body,
            Headers = [new("merchant", account.MerchantUuid), new("sign", CryptomusSignature.Sign(body, key))],
            IsRepeatable = isRepeatable,
            Reach = account.Reach,
        };
        return await ReadAsync(signed, read, cancellationToken);
    }

    private async Task<ProviderAnswer<T>> ReadAsync<T>(
        ProviderRequest request, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        await http.SendAsync(request, cancellationToken) switch
        {
            ProviderAnswer<ProviderReply>.Ok ok => CryptomusEnvelope.Read(ok.Value, read),
            ProviderAnswer<ProviderReply>.Refused refused => new ProviderAnswer<T>.Refused(refused.Refusal),
            ProviderAnswer<ProviderReply>.Unknown unknown => new ProviderAnswer<T>.Unknown(unknown.Reason),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };

    /// <summary>For results that say nothing: an empty list, or a word.</summary>
    private static CryptomusDone Done(JsonElement result) => new();

    private static string WithCursor(string path, string? cursor) =>
        cursor is null ? path : $"{path}?cursor={Uri.EscapeDataString(cursor)}";
}

/// <summary>The result of a call that has nothing to give.</summary>
public sealed record CryptomusDone;
