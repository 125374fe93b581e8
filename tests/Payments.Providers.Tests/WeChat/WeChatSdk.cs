using System.Text;
using System.Text.Json.Nodes;
using Payments.Testing;

namespace Payments.Providers.Tests.WeChat;

/// <summary>Two clients of WeChat Pay that others wrote: wechatpay-axios-plugin and wechatpay-node-v3.</summary>
internal static class WeChatSdk
{
    private static readonly Lazy<NodeLines> Node = new(() => new NodeLines("wechat-sdk.mjs"));

    /// <summary>Asks one thing: see <c>wechat-sdk.mjs</c>.</summary>
    public static Task<JsonNode> AskAsync(string what, JsonObject request)
    {
        request["op"] = what;
        return Node.Value.AskAsync(request);
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
