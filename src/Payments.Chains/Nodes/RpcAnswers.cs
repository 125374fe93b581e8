using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>The answers to a batch, in the order of its questions.</summary>
internal sealed class RpcAnswers<T>
{
    private readonly (RpcRefusal? Refusal, T? Result)?[] answers;

    /// <summary>Sorts the answers; every question needs one.</summary>
    /// <param name="body">The answers.</param>
    /// <param name="calls">The questions.</param>
    /// <param name="read">Reads a result.</param>
    /// <exception cref="ChainReadException">One has none, or the batch was refused as a whole.</exception>
    /// <exception cref="System.Text.Json.JsonException">The body is no JSON, or was cut off.</exception>
    public RpcAnswers(ReadOnlyMemory<byte> body, IReadOnlyList<RpcCall> calls, ResultReader<T> read)
    {
        Body = body;
        answers = new (RpcRefusal?, T?)?[calls.Count];
        var (given, isList) = RpcAnswer<T>.ReadAll(body.Span, read);
        foreach (var answer in given)
        {
            if (isList && answer is { IsObject: true, Id: { } id } && id >= 0 && id < calls.Count) Take(id, answer, calls[id]);
            else if (isList) throw Whole(answer, calls[0]);
            else if (answer.IsObject && calls.Count == 1) Take(0, answer, calls[0]);
            else if (answer.Refusal(calls[0]) is { } refusal) throw refusal.ToException();
        }
        for (var i = 0; i < calls.Count; i++)
            if (answers[i] is null) throw new ChainReadException($"no answer to {calls[i].Method}") { IsTooMuch = calls.Count > 1 };
    }

    /// <summary>The bytes of all answers.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>One answer's result, which stands for JSON null as well.</summary>
    public T this[int index] => Refusal(index) is { } refusal ? throw refusal.ToException() : answers[index]!.Value.Result!;

    /// <summary>The error that a question was answered with, or null.</summary>
    public RpcRefusal? Refusal(int index) => answers[index]!.Value.Refusal;

    /// <summary>A whole batch may be refused by one error without an id.</summary>
    private static ChainReadException Whole(RpcAnswer<T> answer, RpcCall call) => answer.Refusal(call)?.ToException() ?? new ChainReadException("an answer to no question");

    private void Take(int index, RpcAnswer<T> answer, RpcCall call)
    {
        var refusal = answer.Refusal(call);
        if (refusal is null && !answer.HasResult) throw new ChainReadException($"{call.Method}: an answer without result");
        answers[index] = (refusal, answer.Result);
    }
}
