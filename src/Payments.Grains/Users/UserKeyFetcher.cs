using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Payments.Domain.Users;
using Payments.Grains.Callbacks;

namespace Payments.Grains.Users;

/// <summary>Fetches key sets from addresses that merchants name, under the rules of callbacks.</summary>
public sealed class UserKeyFetcher(IOptions<CallbackOptions> options, TimeProvider time) : IDisposable
{
    private readonly GuardedHttp http = new(options.Value, time, Dns.GetHostAddressesAsync, "Payments-Keys/1.0");

    /// <summary>Fetches one.</summary>
    /// <returns>The set, or why there is none. It was read and can be used.</returns>
    public async Task<(string? Keys, string? Error)> FetchAsync(string url)
    {
        using var patience = new CancellationTokenSource(options.Value.Timeout, time);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.StatusCode != HttpStatusCode.OK) return (null, $"the answer was {(int)response.StatusCode}");
            await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
            var buffer = new byte[UserTokenSettings.JwksLimit + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, patience.Token);
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            return UserTokenRules.WhyNot(text) is { } fault ? (null, fault) : (text, null);
        }
        catch (OperationCanceledException)
        {
            return (null, $"no answer within {options.Value.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception exception) when (
            exception is HttpRequestException or IOException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            return (null, exception.GetBaseException().Message);
        }
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
