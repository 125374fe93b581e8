using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>The answers to a batch, in the order of its questions.</summary>
internal sealed class RpcAnswers : IDisposable
{
    /// <summary>JSON-RPC codes by which nodes refuse a range or a rate: limit exceeded, resource, invalid parameters of a range, internal.</summary>
    private static readonly HashSet<long> TooMuchCodes = [-32005, -32000, -32600, -32602, -32603, -32614, -32701, -32062, -32047, 35];

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
                if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("id", out var id) || !id.TryGetInt32(out var index) || index < 0 || index >= calls.Count)
                    throw new ChainReadException("an answer to no question");
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
            var message = error.TryGetProperty("message", out var text) ? text.ToString() : "";
            var code = error.TryGetProperty("code", out var number) && number.TryGetInt64(out var value) ? value : 0;
            throw new ChainReadException($"{call.Method}: {message} ({code})") { IsTooMuch = TooMuchCodes.Contains(code) };
        }
        return answer.TryGetProperty("result", out var result) ? result : throw new ChainReadException($"{call.Method}: an answer without result");
    }
}
