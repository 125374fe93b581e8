using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Payments.Http.Common;
using Payments.Storage;

namespace Payments.Http.Api;

/// <summary>Answers a request that carries an <c>Idempotency-Key</c> once, however often it comes.</summary>
/// <remarks>
/// What is done for it must itself be safe to repeat: equal requests at the same time, and one whose process died before its answer was
/// kept, are all carried out. The first answer that is kept is the answer of all.
/// </remarks>
internal sealed class IdempotentCalls(IdempotentRequests requests, TimeProvider time)
{
    /// <summary>Carries a request out, or gives the answer that it had.</summary>
    /// <param name="call">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="key">The digest of its key; null where it has none, and is just carried out.</param>
    /// <param name="act">Carries it out. It is told when the request came first.</param>
    /// <param name="type">The answer's JSON.</param>
    /// <exception cref="InputException">Another request has the key (409), or this one is refused; then its key is free again.</exception>
    public async Task<IResult> AnswerAsync<T>(
        ApiCall call, JsonFields body, string? key, Func<DateTimeOffset, Task<(T Data, int Status)>> act,
        JsonTypeInfo<Envelope<T>> type)
    {
        if (key is null)
        {
            var (data, status) = await act(time.GetUtcNow());
            return call.Answer(data, type, status);
        }
        var (merchant, fields) = (call.Access.Merchant.Id, IdempotencyKey.FieldsOf(body));
        var request = await requests.BeginAsync(merchant, key, fields);
        if (request.Fields != fields) throw Taken(request.Fields, fields);
        if (request.Answer is { } known) return Replay(call, known);
        IdempotentAnswer own;
        try
        {
            var (data, status) = await act(request.BegunAt);
            own = new IdempotentAnswer(status, JsonSerializer.Serialize(call.Envelop(data), type));
        }
        catch (InputException)
        {
            await requests.ReleaseAsync(merchant, key, request);
            throw;
        }
        return await requests.AnswerAsync(merchant, key, request, own) is { } earlier ? Replay(call, earlier) : Text(own);
    }

    private static InputException Taken(string known, string fields) => new(
        IdempotencyKey.Header,
        $"was sent with another request within {IdempotentRequests.Memory.TotalHours} hours; " +
        $"this one differs in {string.Join(", ", IdempotencyKey.Differing(known, fields))}",
        StatusCodes.Status409Conflict);

    private static IResult Replay(ApiCall call, IdempotentAnswer answer)
    {
        call.Http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        return Text(answer);
    }

    private static IResult Text(IdempotentAnswer answer) =>
        TypedResults.Text(answer.Text, "application/json", System.Text.Encoding.UTF8, answer.Status);
}
