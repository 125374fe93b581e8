using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Providers.Common;

namespace Payments.Grains.Callbacks;

/// <summary>Sends callbacks over HTTP: no redirects, no proxy, no private addresses, a bounded time and answer.</summary>
public sealed class CallbackSender : ICallbackSender, IDisposable
{
    private const int AnswerLimit = 64 << 10;
    private const int AnswerKept = 1 << 10;
    private const int MostBytesOfLetter = 4;

    private readonly CallbackOptions options;
    private readonly TimeProvider time;
    private readonly GuardedHttp http;
    private readonly CallbackLanes lanes;
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenRegistration stopping;

    /// <summary>Makes a sender with a connection pool of its own.</summary>
    public CallbackSender(IOptions<CallbackOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
        : this(options, lifetime, time, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>Makes one that asks somebody else than the system for the addresses of a name.</summary>
    internal CallbackSender(IOptions<CallbackOptions> options, IHostApplicationLifetime lifetime, TimeProvider time,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (this.options, this.time) = (options.Value, time);
        stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        stopping = lifetime.ApplicationStopping.UnsafeRegister(static self => ((CallbackSender)self!).InterruptLater(), this);
        lanes = new CallbackLanes(this.options.Concurrency, this.options.ConcurrencyPerHost);
        http = new GuardedHttp(this.options, time, resolve, "Payments-Callback/1.0");
    }

    /// <inheritdoc />
    public async Task<DeliveryAttempt?> SendAsync(Delivery delivery, string method, CancellationToken cancellationToken)
    {
        var url = method == "GET" ? CallbackUrl.WithQuery(delivery.Url, delivery.Payload) : delivery.Url;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stop.Token);
        var attempt = new DeliveryAttempt { At = time.GetUtcNow(), Method = method, Url = url, DurationMs = 0 };
        CallbackLane? lane;
        try
        {
            lane = await lanes.EnterAsync(CallbackUrl.HostOf(delivery.Url), end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Interrupted(attempt);
        }
        if (lane is null) return null;
        bool? hasAnswered = null;
        try
        {
            // A stop frees the place of the request that it interrupts, perhaps before it is heard here: what was not sent stays unsent.
            if (stop.IsCancellationRequested) return Interrupted(attempt);
            (attempt, hasAnswered) = await RequestAsync(delivery, attempt with { At = time.GetUtcNow() }, end.Token, cancellationToken);
            return attempt;
        }
        finally
        {
            lanes.Leave(lane, hasAnswered);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stopping.Dispose();
        http.Dispose();
        stop.Dispose();
    }

    private async Task<(DeliveryAttempt Attempt, bool? HasAnswered)> RequestAsync(Delivery delivery, DeliveryAttempt attempt, CancellationToken end, CancellationToken cancellationToken)
    {
        var format = CallbackFormats.Of(delivery);
        var began = time.GetTimestamp();
        bool? hasAnswered = true;
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(attempt.Method), attempt.Url);
            foreach (var (name, value) in delivery.Headers) request.Headers.TryAddWithoutValidation(name, value);
            if (attempt.Method != "GET") request.Content = new StringContent(delivery.Payload, Encoding.UTF8, format.ContentType);
            using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            attempt = attempt with { StatusCode = (int)response.StatusCode };
            (var body, attempt) = await ReadAsync(response, attempt, patience.Token);
            attempt = attempt with { Error = format.ErrorOf((int)response.StatusCode, body) };
            if (attempt.Error is not null) attempt = attempt with { Error = attempt.Error + CallbackFaults.Redirection(response) };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            (attempt, hasAnswered) = (Interrupted(attempt) with { AnswerLost = true }, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            (attempt, hasAnswered) = (attempt with { Error = $"no answer within {options.Timeout.TotalSeconds:0.#} s", AnswerLost = true }, false);
        }
        catch (HttpRequestException exception)
        {
            // Without a connection nothing was sent; any later failure may have cost us only the answer.
            attempt = exception.InnerException is ForbiddenAddressException refused
                ? attempt with { Error = refused.Message }
                : attempt with
                {
                    Error = CallbackFaults.InWords(exception, CallbackUrl.HostOf(delivery.Url)),
                    AnswerLost = CallbackFaults.WasSent(exception)
                };
        }
        catch (Exception exception) when (exception is IOException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            attempt = attempt with { Error = exception.Message, AnswerLost = exception is IOException };
        }
        return (attempt with { DurationMs = (int)time.GetElapsedTime(began).TotalMilliseconds }, hasAnswered);
    }

    private static DeliveryAttempt Interrupted(DeliveryAttempt attempt) => attempt with { Error = "interrupted: the gateway stopped", Interrupted = true };

    /// <summary>Most shops answer within the patience, and are spared a repeat.</summary>
    private void InterruptLater() => stop.CancelAfter(options.StopPatience);

    private static async Task<(string Body, DeliveryAttempt Attempt)> ReadAsync(HttpResponseMessage response, DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(AnswerLimit);
        try
        {
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, AnswerLimit), AnswerLimit, throwOnEndOfStream: false, cancellationToken);
            var kept = length;
            // A letter of several bytes is kept whole or not at all.
            if (length > AnswerKept) for (kept = AnswerKept; kept > AnswerKept - MostBytesOfLetter && (buffer[kept] & 0xC0) == 0x80;) kept--;
            var body = Text(buffer, length);
            return (body, attempt with { Answer = kept == length ? body : Text(buffer, kept) });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>PostgreSQL keeps no zero characters.</summary>
    private static string Text(byte[] bytes, int length) => Encoding.UTF8.GetString(bytes, 0, length).Replace('\0', ' ');
}
