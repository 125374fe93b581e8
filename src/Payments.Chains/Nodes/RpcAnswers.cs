using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>The answers to a batch, in the order of its questions.</summary>
internal sealed class RpcAnswers : IDisposable
{
    /// <summary>JSON-RPC's code of a method that the node does not have. Every other code has been seen with a range that was too large.</summary>
    private const long MethodNotFound = -32601;

    private const int MessageLimit = 200;

    private readonly JsonDocument document;
    private readonly JsonElement[] results;

    private RpcAnswers(JsonDocument document, JsonElement[] results) => (this.document, this.results) = (document, results);

    /// <summary>One answer's result; it may be JSON null.</summary>
    public JsonElement this[int index] => results[index];

    /// <inheritdoc />
    public void Dispose() => document.Dispose();

    /// <summary>Sorts the answers; every question needs one, and none may be an error.</summary>
    public static RpcAnswers Read(JsonDocument document, IReadOnlyList<RpcCall> calls)
    {
        var results = new JsonElement[calls.Count];
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array)
        {
            foreach (var answer in root.EnumerateArray())
            {
                if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var index) || index < 0 || index >= calls.Count)
                {
                    // A whole batch may be refused by one error without an id.
                    if (answer.ValueKind == JsonValueKind.Object) ResultOf(answer, calls[0]);
                    throw new ChainReadException("an answer to no question");
                }
                results[index] = ResultOf(answer, calls[index]);
            }
        }
        else if (root.ValueKind == JsonValueKind.Object) results[0] = ResultOf(root, calls[0]);
        for (var i = 0; i < results.Length; i++)
            if (results[i].ValueKind == JsonValueKind.Undefined) throw new ChainReadException($"no answer to {calls[i].Method}") { IsTooMuch = calls.Count > 1 };
        return new RpcAnswers(document, results);
    }

    private static JsonElement ResultOf(JsonElement answer, RpcCall call)
    {
        if (answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            var message = error.TryGetProperty("message", out var text) ? Short(text.ToString()) : "";
            var code = error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) ? value : 0;
            throw new ChainReadException($"{call.Method}: {message} ({code})") { IsTooMuch = code != MethodNotFound };
        }
        return answer.TryGetProperty("result", out var result) ? result : throw new ChainReadException($"{call.Method}: an answer without result");
    }

    /// <summary>Nodes repeat whole questions in their messages, which operators need not read.</summary>
    private static string Short(string text) => text.Length <= MessageLimit ? text : text[..MessageLimit] + "…";
}
