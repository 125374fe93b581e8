using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Payments.Http.Common;

/// <summary>The one place where a face's requests end that went wrong: no failure leaves as a bare status.</summary>
/// <param name="logger">Where failures of ours are written.</param>
internal sealed class Handled(ILogger<Handled> logger)
{
    /// <summary>Runs a handler; whatever it throws is written down, if it is ours, and said in the face's own form.</summary>
    /// <param name="handler">Answers the request.</param>
    /// <param name="write">Says a failure.</param>
    public RequestDelegate By(Func<HttpContext, Task> handler, Func<HttpContext, Failure, Task> write) => async context =>
    {
        try
        {
            await handler(context);
        }
        catch (InputException refusal)
        {
            RetryHeader.Set(context.Response, refusal.Status, refusal.RetryAfter);
            await write(context, new Failure(refusal.Status, refusal.Message, refusal));
        }
        catch (BadHttpRequestException exception)
        {
            var refusal = new InputException("body", "could not be read", exception.StatusCode);
            await write(context, new Failure(refusal.Status, refusal.Message, refusal));
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            HttpLog.Failed(logger, FaceRoute.NameOf(context), exception);
            var failure = Failure.Of(exception);
            RetryHeader.Set(context.Response, failure.Status, null);
            await write(context, failure);
        }
    };
}
