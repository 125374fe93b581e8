using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Common;

/// <summary>What stands where no face is.</summary>
public sealed class ElsewhereTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    private GatewayHost Host => gateway.Host;

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK, "Payment gateway")]
    [InlineData("GET", "/?lang=zh-CN", HttpStatusCode.OK, "支付网关")]
    [InlineData("GET", "/nowhere/at/all", HttpStatusCode.NotFound, "There is nothing here")]
    [InlineData("POST", "/submit.html", HttpStatusCode.NotFound, "There is nothing here")]
    [InlineData("GET", "/nowhere?lang=zh", HttpStatusCode.NotFound, "页面不存在")]
    public async Task People_get_a_page(string method, string path, HttpStatusCode status, string title)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await Host.Http.SendAsync(request);
        answer.StatusCode.Should().Be(status);
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'");
        (await answer.Content.ReadAsStringAsync()).Should().Contain($"<h1>{title}</h1>");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/submit.php")]
    [InlineData("/cashier?id=none")]
    [InlineData("/ops")]
    public async Task What_a_page_asks_for_is_there(string path)
    {
        using var answer = await Host.Http.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();
        page.Should().Contain("<link rel=\"icon\" href=\"data:,\">", "browsers would ask for /favicon.ico");
        var assets = Regex.Matches(page, "(?:href|src)=\"(/[^\"]*)\"").Select(match => match.Groups[1].Value).ToArray();
        assets.Should().NotBeEmpty();
        foreach (var asset in assets) (await Host.Http.GetAsync(asset)).StatusCode.Should().Be(HttpStatusCode.OK, asset);
    }

    [Theory]
    [InlineData("GET", "/pay/address")]
    [InlineData("DELETE", "/pay/order/0123456789abcdef0123456789abcdef")]
    [InlineData("POST", "/pay/refund")]
    [InlineData("GET", "/pay/order/")]
    public async Task Programs_of_188Pay_get_its_own_form(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null };
        using var answer = await Host.Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).Should().Be("""{"code":-1,"msg":"no such resource, or not with this method"}""");
    }
}
