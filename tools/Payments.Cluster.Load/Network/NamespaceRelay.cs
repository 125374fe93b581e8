using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Payments.Cluster.Load.Network;

/// <summary>Listens at a loopback port inside a network namespace and carries connections to the same port outside of it.</summary>
internal sealed class NamespaceRelay : IDisposable
{
    private const int NetworkNamespace = 0x40000000;

    private readonly TcpListener listener;
    private readonly int port;

    private NamespaceRelay(TcpListener listener, int port) => (this.listener, this.port) = (listener, port);

    /// <summary>Opens one.</summary>
    public static NamespaceRelay Open(string network, int port)
    {
        TcpListener? listener = null;
        Exception? failure = null;
        // A socket belongs to the namespace of the thread that made it; this thread ends inside.
        var inside = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/var/run/netns/{network}");
                if (SetNamespace((int)handle.DangerousGetHandle(), NetworkNamespace) != 0) throw new Win32Exception();
                listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
            }
            catch (Exception exception) when (exception is Win32Exception or SocketException or IOException)
            {
                failure = exception;
            }
        });
        inside.Start();
        inside.Join();
        if (listener is null || failure is not null) throw new InvalidOperationException($"{network} cannot be entered: {failure?.Message}");
        var relay = new NamespaceRelay(listener, port);
        _ = relay.ListenAsync();
        return relay;
    }

    /// <inheritdoc />
    public void Dispose() => listener.Dispose();

    private async Task ListenAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
            _ = CarryAsync(client);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, port);
                var (near, far) = (client.GetStream(), server.GetStream());
                await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                // Either side went away, which the other sees by the end of its connection.
            }
        }
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(int handle, int kind);
}
