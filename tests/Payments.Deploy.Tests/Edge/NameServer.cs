using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Payments.Testing.Databases;

namespace Payments.Deploy.Tests.Edge;

/// <summary>Answers every question for a name with the same addresses, as Docker's resolver does for an alias of several containers.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private readonly IPAddress[] addresses;
    private readonly UdpClient socket;
    private readonly CancellationTokenSource end = new();
    private readonly Task loop;

    public NameServer(params IPAddress[] addresses)
    {
        this.addresses = addresses;
        Port = PostgresServer.FreePort();
        socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, Port));
        loop = AnswerAsync();
    }

    /// <summary>Where it listens, on the loopback interface.</summary>
    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await loop;
        socket.Dispose();
        end.Dispose();
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var question = await socket.ReceiveAsync(end.Token);
                await socket.SendAsync(Answer(question.Buffer), question.RemoteEndPoint, end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // It was told to end.
        }
    }

    /// <summary>RFC 1035: the question again, then one record of type A for each address, which points back to the question's name.</summary>
    private byte[] Answer(byte[] question)
    {
        const int header = 12;
        var name = header;
        while (question[name] != 0) name += question[name] + 1;
        var asked = question[..(name + 5)];
        BinaryPrimitives.WriteUInt16BigEndian(asked.AsSpan(2), 0x8180);
        BinaryPrimitives.WriteUInt16BigEndian(asked.AsSpan(6), (ushort)addresses.Length);
        asked.AsSpan(8, 4).Clear();
        return [.. asked, .. addresses.SelectMany(address => (byte[])[0xC0, header, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, .. address.GetAddressBytes()])];
    }
}
