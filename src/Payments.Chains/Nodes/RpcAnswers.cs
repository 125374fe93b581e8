using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>The answers to a batch, in the order of its questions.</summary>
internal sealed class RpcAnswers : IDisposable
{
    private readonly JsonDocument document;
    private readonly JsonElement[] results;
    private readonly RpcRefusal?[] refusals;

    private RpcAnswers(JsonDocument document, int count) => (this.document, results, refusals) = (document, new JsonElement[count], new RpcRefusal?[count]);

    /// <summary>One answer's result; it may be JSON null.</summary>
    public JsonElement this[int index] => refusals[index] is { } refusal ? throw refusal.ToException() : results[index];

    /// <inheritdoc />
    public void Dispose() => document.Dispose();

    /// <summary>The error that a question was answered with, or null.</summary>
    public RpcRefusal? Refusal(int index) => refusals[index];

    /// <summary>Sorts the answers; every question needs one.</summary>
    /// <exception cref="ChainReadException">One has none, or the batch was refused as a whole.</exception>
    public static RpcAnswers Read(JsonDocument document, IReadOnlyList<RpcCall> calls)
    {
        var answers = new RpcAnswers(document, calls.Count);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array)
        {
            foreach (var answer in root.EnumerateArray())
            {
                if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var index) && index >= 0 && index < calls.Count)
                    answers.Take(index, answer, calls[index]);
                else
                    throw Whole(answer, calls[0]);
            }
        }
        else if (root.ValueKind == JsonValueKind.Object && calls.Count == 1) answers.Take(0, root, calls[0]);
        else if (root.ValueKind == JsonValueKind.Object && RpcRefusal.Of(root, calls[0]) is { } refusal) throw refusal.ToException();
        for (var i = 0; i < calls.Count; i++)
            if (answers.results[i].ValueKind == JsonValueKind.Undefined && answers.refusals[i] is null) throw new ChainReadException($"no answer to {calls[i].Method}") { IsTooMuch = calls.Count > 1 };
        return answers;
    }

    /// <summary>A whole batch may be refused by one error without an id.</summary>
    private static ChainReadException Whole(JsonElement answer, RpcCall call) =>
        (answer.ValueKind == JsonValueKind.Object ? RpcRefusal.Of(answer, call) : null)?.ToException() ?? new ChainReadException("an answer to no question");

    private void Take(int index, JsonElement answer, RpcCall call)
    {
        refusals[index] = RpcRefusal.Of(answer, call);
        if (refusals[index] is not null) return;
        results[index] = answer.TryGetProperty("result", out var result) ? result : throw new ChainReadException($"{call.Method}: an answer without result");
    }
}
