using System.Net.Sockets;
using System.Text;

namespace Payments.Http.Tests.Common;

/// <summary>Bodies in chunks whose sizes are none.</summary>
public sealed class BadChunkTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    [Theory]
    [InlineData("/submit.php", "application/x-www-form-urlencoded", "zz", "400")]
    [InlineData("/submit.php", "application/x-www-form-urlencoded", "FFFFFFFFFFFFFFFF", "400")]
    [InlineData("/submit.php", "application/x-www-form-urlencoded", "-1", "400")]
    [InlineData("/submit.php", "multipart/form-data; boundary=b", "FFFFFFFFFFFFFFFF", "400")]
    [InlineData("/mapi.php", "application/x-www-form-urlencoded", "FFFFFFFFFFFFFFFF", "200")]
    [InlineData("/pay/address", "application/json", "FFFFFFFFFFFFFFFF", "400")]
    [InlineData("/pay/address", "application/json", "80000000", "400")]
    [InlineData("/api/v1/merchants", "application/json", "FFFFFFFFFFFFFFFF", "400")]
    public async Task A_size_that_is_none_is_the_callers_fault(string path, string type, string size, string status)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", gateway.Host.Url.Port);
        await using var stream = client.GetStream();
        var request = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\nConnection: " +
            $"close\r\n\r\n{size}\r\nabc\r\n0\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync()).Should().StartWith($"HTTP/1.1 {status} ");
    }
}
