namespace Payments.Providers.Common;

/// <summary>Fetches a provider's files of any length into a temporary file, in constant memory. It is deleted when it is closed.</summary>
/// <param name="clients">Makes the client that <see cref="ProviderHttpServices.AddProviderHttp"/> added.</param>
/// <param name="time">The clock of its time limit.</param>
public sealed class ProviderDownload(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The named client's name.</summary>
    public const string ClientName = "provider-download";

    /// <summary>The longest file that is taken, in bytes: some ten million lines, compressed.</summary>
    public const long MostBytes = 2L << 30;

    /// <summary>How long a file may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const int BufferBytes = 64 << 10;

    /// <summary>Fetches a file; the stream stands at its beginning.</summary>
    /// <param name="request">Which; its body is not sent, and its client is not asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProviderUnavailableException">It could not be had, or not whole.</exception>
    public async Task<FileStream> FetchAsync(ProviderRequest request, CancellationToken cancellationToken)
    {
        if (!ProviderUrl.IsAllowed(request.Url, request.Reach))
            throw new ProviderUnavailableException("the file lies at an address that may not be called");
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        using var timeout = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await FillAsync(file, request, either.Token);
            file.Position = 0;
            return file;
        }
        catch (Exception exception)
        {
            await file.DisposeAsync();
            if (exception is HttpRequestException or IOException ||
                exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new ProviderUnavailableException($"the file could not be fetched: {exception.Message}");
            throw;
        }
    }

    private async Task FillAsync(FileStream file, ProviderRequest request, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ProviderHttpServices.NameOf(ClientName, request.Reach));
        using var message = new HttpRequestMessage(request.Method, request.Url);
        foreach (var (name, value) in request.Headers) message.Headers.Add(name, value);
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new ProviderUnavailableException($"the file was answered with HTTP {(int)response.StatusCode}");
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (file.Length > MostBytes) throw new ProviderUnavailableException($"the file is longer than {MostBytes} bytes");
        }
    }
}
