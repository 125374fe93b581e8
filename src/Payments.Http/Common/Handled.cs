using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Payments.Http.Common;

/// <summary>The one place where a face's requests end that went wrong: no failure leaves as a bare status.</summary>
internal static class Handled
{
    /// <summary>Runs a handler; whatever it throws is written down, if it is ours, and said in the face's own form.</summary>
    /// <param name="handler">Answers the request.</param>
    /// <param name="write">Says a failure.</param>
    public static RequestDelegate By(Func<HttpContext, Task> handler, Func<HttpContext, Failure, Task> write) => async context =>
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
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Handled));
            HttpLog.Failed(logger, FaceRoute.NameOf(context), exception);
            var failure = Failure.Of(exception);
            RetryHeader.Set(context.Response, failure.Status, null);
            await write(context, failure);
        }
    };
}
