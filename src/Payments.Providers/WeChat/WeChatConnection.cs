using System.Text.Json;
using Payments.Domain.Secrets;
using Payments.Providers.Common;
using Payments.Providers.WeChat.Answers;
using Payments.Providers.WeChat.Keys;

namespace Payments.Providers.WeChat;

/// <summary>
/// Signs requests to WeChat Pay, sends them, at its second site where the first cannot be reached, and verifies the answers.
/// </summary>
/// <remarks>
/// A success counts only with a signature of WeChat Pay's. A refusal in WeChat Pay's form counts without: it may come from before the
/// signer, and it moves no money.
/// </remarks>
internal sealed class WeChatConnection(ProviderHttp http, WeChatCertificates certificates, TimeProvider time, IRandomBytes random)
{
    /// <summary>The named client's name.</summary>
    public const string ClientName = "wechat";

    private const int NonceBytes = 16;
    private const string CertificatesPath = "/v3/certificates";

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>A text of 32 letters and digits that is used once.</summary>
    public string Nonce()
    {
        Span<byte> bytes = stackalloc byte[NonceBytes];
        random.Fill(bytes);
        return Convert.ToHexString(bytes);
    }

    /// <summary>The keys that are at hand; nobody is called.</summary>
    public WeChatKeyring Known(WeChatAccount account) => certificates.Known(account);

    /// <summary>The keys, once a list of certificates that is due was fetched.</summary>
    /// <param name="account">The account.</param>
    /// <param name="unknown">The number of a key that is not known; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<WeChatKeyring> KeysAsync(WeChatAccount account, string? unknown, CancellationToken cancellationToken) =>
        certificates.GetAsync(account, unknown,
            () => SendAsync(account, new WeChatCall(HttpMethod.Get, CertificatesPath), cancellationToken));

    /// <summary>Calls the API. An answer that is not verified is asked for once more.</summary>
    /// <param name="account">Whose account it is.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="read">
    /// Reads a success; an answer without a body is an undefined element. A <see cref="FormatException"/> makes the outcome unknown.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ProviderAnswer<T>> CallAsync<T>(
        WeChatAccount account, WeChatCall call, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        if ((await KeysAsync(account, null, cancellationToken)).IsEmpty)
        {
            var words = $"no key of WeChat Pay's is there to verify its answers: {certificates.Trouble(account)}";
            return new ProviderAnswer<T>.Unknown(words);
        }
        var (answer, isVerified) = await OnceAsync(account, call, read, cancellationToken);
        return isVerified ? answer : (await OnceAsync(account, call, read, cancellationToken)).Answer;
    }

    /// <summary>A signed request for a file, whose answer is not signed.</summary>
    public ProviderRequest FileRequest(WeChatAccount account, Uri url) =>
        SignedRequest(account, new WeChatCall(HttpMethod.Get, url.PathAndQuery), url);

    private async Task<(ProviderAnswer<T> Answer, bool IsVerified)> OnceAsync<T>(
        WeChatAccount account, WeChatCall call, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        switch (await SendAsync(account, call, cancellationToken))
        {
            case ProviderAnswer<ProviderReply>.Ok { Value: { IsSuccess: true } reply }:
                var proof = await VerifyAsync(account, reply, cancellationToken);
                if (proof == WeChatProof.Fits) return (Read(reply, read), true);
                return (Unknown<T>(reply, $"the signature of the answer proves nothing: {proof}"), false);
            case ProviderAnswer<ProviderReply>.Ok { Value: var reply }:
                return (WeChatErrors.RefusalOf(reply) is { } refusal
                    ? new ProviderAnswer<T>.Refused(refusal) { Reply = reply }
                    : Unknown<T>(reply, WeChatErrors.CodeOf(reply.Body) ?? "it cannot be used"), true);
            case ProviderAnswer<ProviderReply>.Refused refused:
                return (new ProviderAnswer<T>.Refused(refused.Refusal), true);
            case ProviderAnswer<ProviderReply>.Unknown unknown:
                return (new ProviderAnswer<T>.Unknown(unknown.Reason), true);
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is no outcome.");
        }
    }

    private async ValueTask<WeChatProof> VerifyAsync(WeChatAccount account, ProviderReply reply, CancellationToken cancellationToken)
    {
        var proof = WeChatVerifier.Verify(reply.Headers, reply.Body.Span, Known(account), time.GetUtcNow());
        if (proof != WeChatProof.UnknownKey) return proof;
        var keys = await KeysAsync(account, WeChatVerifier.Header(reply.Headers, WeChatVerifier.SerialHeader), cancellationToken);
        return WeChatVerifier.Verify(reply.Headers, reply.Body.Span, keys, time.GetUtcNow());
    }

    private async Task<ProviderAnswer<ProviderReply>> SendAsync(WeChatAccount account, WeChatCall call, CancellationToken cancellationToken)
    {
        var first = await http.SendAsync(SignedRequest(account, call, new Uri(account.BaseUrl + call.Target)), cancellationToken);
        return first is ProviderAnswer<ProviderReply>.Unknown { IsUnsent: true } && account.SecondUrl is { } second
            ? await http.SendAsync(SignedRequest(account, call, new Uri(second + call.Target)), cancellationToken)
            : first;
    }

    private ProviderRequest SignedRequest(WeChatAccount account, WeChatCall call, Uri url)
    {
        var (timestamp, nonce) = (WeChatFront.SecondsOf(time.GetUtcNow()), Nonce());
        var text = WeChatSignature.RequestText(call.Method.Method, url.PathAndQuery, timestamp, nonce, call.Body);
        var signature = WeChatSignature.Sign(account.PrivateKey, text);
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Authorization", WeChatSignature.Authorization(account.Merchant, account.Serial, timestamp, nonce, signature)),
        };
        if ((account.PublicKeyId ?? call.SealedFor) is { } key) headers.Add(new(WeChatVerifier.SerialHeader, key));
        return new ProviderRequest(ClientName, call.Method, url)
        {
            Body = call.Body,
            Headers = headers,
            IsRepeatable = true,
            IsVerdict = WeChatErrors.IsVerdict,
            Reach = account.Reach,
        };
    }

    private static ProviderAnswer<T> Read<T>(ProviderReply reply, Func<JsonElement, T> read)
    {
        try
        {
            if (reply.Body.IsEmpty) return new ProviderAnswer<T>.Ok(read(default)) { Reply = reply };
            using var document = JsonDocument.Parse(reply.Body);
            return new ProviderAnswer<T>.Ok(read(document.RootElement)) { Reply = reply };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return Unknown<T>(reply, exception is FormatException ? exception.Message : "it cannot be read");
        }
    }

    private static ProviderAnswer<T>.Unknown Unknown<T>(ProviderReply reply, string why)
    {
        var request = reply.Headers.GetValueOrDefault("Request-ID");
        return new($"HTTP {reply.Status}{(request is null ? "" : $" ({request})")}: {why}") { Reply = reply };
    }
}

/// <summary>
/// A call of the API. Sending it twice does no more than once: our own numbers make the second one the first one's repeat.
/// </summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Target">Path and query.</param>
internal sealed record WeChatCall(HttpMethod Method, string Target)
{
    /// <summary>The body, or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The id of the key for which fields in the body are encrypted; null where none are.</summary>
    public string? SealedFor { get; init; }
}
