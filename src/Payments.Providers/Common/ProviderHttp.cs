using System.Net.Http.Headers;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Payments.Providers.Common;

/// <summary>
/// Sends requests to providers by named clients, and has one meaning for every failure on the way: the outcome is unknown.
/// </summary>
/// <param name="clients">Makes the named clients that <see cref="ProviderHttpServices.AddProviderClient"/> added.</param>
public sealed class ProviderHttp(IHttpClientFactory clients)
{
    internal static readonly HttpRequestOptionsKey<bool> IsRepeatable = new("Payments.IsRepeatable");
    internal static readonly HttpRequestOptionsKey<Func<ReadOnlyMemory<byte>, bool>> IsVerdict = new("Payments.IsVerdict");

    /// <summary>Sends a request.</summary>
    /// <returns>
    /// The answer whatever its status, or unknown; a URL that its reach does not allow is refused.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller gave up: the outcome is unknown.</exception>
    public async Task<ProviderAnswer<ProviderReply>> SendAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        if (!ProviderUrl.IsAllowed(request.Url, request.Reach))
        {
            const string Words = "the provider's URL must begin with https:// and be no private address; only sandboxes may do without";
            return new ProviderAnswer<ProviderReply>.Refused(new ProviderRefusal(RefusalKind.Fields, Words));
        }

        try
        {
            using var client = clients.CreateClient(ProviderHttpServices.NameOf(request.Client, request.Reach));
            using var message = MessageOf(request);
            using var response = await client.SendAsync(message, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var reply = new ProviderReply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body)
            {
                Headers = response.Headers.ToDictionary(
                    header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            };
            return new ProviderAnswer<ProviderReply>.Ok(reply) { Reply = reply };
        }
        catch (TimeoutRejectedException)
        {
            return new ProviderAnswer<ProviderReply>.Unknown("no answer in time");
        }
        catch (BrokenCircuitException)
        {
            const string Words = "the provider keeps failing and is left alone for a while; nothing was sent";
            return new ProviderAnswer<ProviderReply>.Unknown(Words) { IsUnsent = true };
        }
        catch (OperationCanceledException exception)
            when (exception.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            return new ProviderAnswer<ProviderReply>.Unknown("no connection in time") { IsUnsent = true };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new ProviderAnswer<ProviderReply>.Unknown(exception.Message) { IsUnsent = IsUnconnected(exception) };
        }
    }

    private static bool IsUnconnected(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };

    private static HttpRequestMessage MessageOf(ProviderRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Url);
        message.Options.Set(IsRepeatable, request.IsRepeatable);
        if (request.IsVerdict is { } isVerdict) message.Options.Set(IsVerdict, isVerdict);
        foreach (var (name, value) in request.Headers) message.Headers.Add(name, value);
        if (request.Body is not { } body) return message;
        message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(request.ContentType) } };
        return message;
    }
}
