using System.Net;

namespace Payments.Providers.Common;

/// <summary>
/// Reads every answer to its end, within a limit. It lies inside the resilience handler, so that a body which stalls or tears
/// counts as a failure of its attempt.
/// </summary>
internal sealed class WholeBodyHandler(int limit) : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var type = response.Content.Headers.ContentType;
            var body = await ReadAsync(response.Content, cancellationToken);
            response.Content.Dispose();
            response.Content = new ByteArrayContent(body) { Headers = { ContentType = type } };
            return response;
        }
        catch (IOException exception) when (exception is not AnswerTooLargeException)
        {
            response.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "the answer was cut off", exception);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var whole = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > limit) throw new AnswerTooLargeException(limit);
        }
        return whole.ToArray();
    }
}

/// <summary>An answer is larger than is read.</summary>
internal sealed class AnswerTooLargeException(int limit) : IOException($"the answer is larger than {limit} bytes");
