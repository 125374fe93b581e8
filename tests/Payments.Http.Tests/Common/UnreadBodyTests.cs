using System.Net;
using System.Text;

namespace Payments.Http.Tests.Common;

/// <summary>A body that is too large to be read costs its sender the connection, and nobody a request.</summary>
public sealed class UnreadBodyTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    [Theory]
    [InlineData("/submit.php", "application/x-www-form-urlencoded", 300_000, false, true)]
    [InlineData("/submit.php", "application/x-www-form-urlencoded", 300_000, true, true)]
    [InlineData("/submit.php", "application/x-www-form-urlencoded", 70_000, false, false)]
    [InlineData("/pay/address", "application/json", 300_000, false, true)]
    [InlineData("/pay/address", "text/plain", 300_000, false, true)]
    [InlineData("/api/v1/merchants", "application/json", 300_000, true, true)]
    [InlineData("/nowhere", "application/json", 300_000, false, true)]
    public async Task The_end_of_the_connection_is_told_and_the_next_request_is_answered(string path, string type, int size, bool isChunked, bool ends)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = gateway.Host.Url };
        for (var round = 0; round < 5; round++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes("a=" + new string('x', size))) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.TransferEncodingChunked = isChunked;
            using var refused = await http.SendAsync(request);
            ((int)refused.StatusCode).Should().BeOneOf(404, 413, 415);
            (refused.Headers.ConnectionClose == true).Should().Be(ends);
            (await http.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }
}
