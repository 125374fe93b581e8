using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>Why a request was not answered as asked; each face says it in its own form.</summary>
/// <param name="Status">The HTTP status for faces that use one.</param>
/// <param name="Text">What the caller is told. Of our own failures no cause: that is in the log.</param>
/// <param name="Refusal">What was wrong with the request; null where the gateway failed.</param>
internal sealed record Failure(int Status, string Text, InputException? Refusal = null)
{
    /// <summary>A grain or the database did not answer in time.</summary>
    public static readonly Failure Busy = new(StatusCodes.Status503ServiceUnavailable, "the gateway is busy, try again");

    /// <summary>What a caller is told of a failure of ours. The runtime and storage providers wrap what the database said.</summary>
    public static Failure Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            if (cause is TimeoutException) return Busy;
        return Internal;
    }

    /// <summary>Anything else.</summary>
    public static readonly Failure Internal = new(StatusCodes.Status500InternalServerError, "internal error, try again");
}
