using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat;

/// <summary>Who the payer in WeChat's browser is.</summary>
public sealed partial class WeChatClient
{
    private const int LongestCode = 256;

    /// <summary>
    /// Exchanges a code for the payer's <c>openid</c>. A code is good once, for five minutes; HTTP is 200 for failures, too.
    /// </summary>
    public async Task<ProviderAnswer<string>> GetOpenIdAsync(string code, CancellationToken cancellationToken)
    {
        if (account.AppSecret is not { } secret)
            return Refused(RefusalKind.Credentials, "app_secret is not set: no payer can be identified");
        if (code.Length is 0 or > LongestCode)
            return Refused(RefusalKind.Fields, "the code cannot be one");
        // The secret rides in the query: this is the only form that the service has. Its client's URLs are not logged.
        var (secretText, codeText) = (Uri.EscapeDataString(secret), Uri.EscapeDataString(code));
        var query = $"?appid={account.AppId}&secret={secretText}&code={codeText}&grant_type=authorization_code";
        var request = new ProviderRequest(WeChatServices.LoginClientName, HttpMethod.Get, new Uri(account.TokenUrl + query))
        {
            Reach = account.Reach,
        };
        return await http.SendAsync(request, cancellationToken) switch
        {
            ProviderAnswer<ProviderReply>.Ok { Value: var reply } => OpenIdOf(reply),
            ProviderAnswer<ProviderReply>.Refused refused => new ProviderAnswer<string>.Refused(refused.Refusal),
            ProviderAnswer<ProviderReply>.Unknown unknown => new ProviderAnswer<string>.Unknown(unknown.Reason),
            var other => throw new InvalidOperationException($"{other.GetType()} is no outcome."),
        };
    }

    private static ProviderAnswer<string>.Refused Refused(RefusalKind kind, string words, string? code = null) =>
        new(new ProviderRefusal(kind, words) { Code = code });

    private static ProviderAnswer<string> OpenIdOf(ProviderReply reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            var fields = new JsonFields(document.RootElement);
            if (fields.Text("openid") is { } openId) return new ProviderAnswer<string>.Ok(openId);
            if (fields.Text("errcode") is { } error and not "-1")
                return Refused(RefusalKind.Other, $"{error}: {fields.Text("errmsg")}", error);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return new ProviderAnswer<string>.Unknown($"HTTP {reply.Status}, an answer that cannot be read");
        }
        return new ProviderAnswer<string>.Unknown($"HTTP {reply.Status}, an answer without an openid");
    }
}
