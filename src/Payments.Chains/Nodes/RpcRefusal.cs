using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>A question that the node answered with an error.</summary>
/// <param name="Method">The method.</param>
/// <param name="Code">The node's code; zero where it gave none.</param>
/// <param name="Message">The node's words, shortened.</param>
internal sealed record RpcRefusal(string Method, int Code, string Message)
{
    /// <summary>JSON-RPC's code of a method that the node does not have. Every other code has been seen with a range that was too large.</summary>
    private const int MethodNotFound = -32601;

    private const int MessageLimit = 200;

    /// <summary>An error as the node wrote it, an object.</summary>
    public static RpcRefusal Of(JsonElement error, RpcCall call)
    {
        var message = error.TryGetProperty("message", out var text) ? Short(text.ToString()) : "";
        var code = error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : 0;
        return new RpcRefusal(call.Method, code, message);
    }

    /// <summary>The failure to read that an error means.</summary>
    /// <param name="message">The node's words and the method.</param>
    /// <param name="code">The node's code.</param>
    /// <param name="inner">What was thrown, or null.</param>
    public static ChainReadException Failure(string message, int code, Exception? inner = null) =>
        new($"{message} ({code})", inner) { IsTooMuch = code != MethodNotFound, Code = code };

    /// <summary>The failure to read that it means.</summary>
    public ChainReadException ToException() => Failure($"{Message}: {Method}", Code);

    /// <summary>Nodes repeat whole questions in their messages, which operators need not read.</summary>
    private static string Short(string text) => text.Length <= MessageLimit ? text : text[..MessageLimit] + "…";
}
