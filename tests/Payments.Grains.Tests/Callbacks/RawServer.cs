using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>Answers each connection with the bytes that a test gives, then closes it; null leaves it open and silent.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<TcpClient> silent = [];
    private readonly Task loop;

    public RawServer(Func<string, string?> answer)
    {
        listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        loop = Task.Run(() => ListenAsync(answer));
    }

    public string Url { get; }

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        listener.Stop();
        stop.Dispose();
        silent.ForEach(client => client.Dispose());
    }

    private async Task ListenAsync(Func<string, string?> answer)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Connections++;
                var buffer = new byte[8192];
                var length = await client.GetStream().ReadAsync(buffer, stop.Token);
                if (answer(Encoding.UTF8.GetString(buffer, 0, length)) is not { } text)
                {
                    silent.Add(client);
                    continue;
                }
                try
                {
                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));
                }
                catch (IOException)
                {
                    // The other side had read enough.
                }
                client.Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
