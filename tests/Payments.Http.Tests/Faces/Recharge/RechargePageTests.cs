using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Payments.Http.Common;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.Faces.Recharge;

/// <summary>The recharge page as it is served; what its script does is shown in a browser.</summary>
public sealed class RechargePageTests(RechargeGateway gateway) : IClassFixture<RechargeGateway>
{
    [Theory]
    [InlineData("/recharge")]
    [InlineData("/frontend/pages/recharge.html")]
    public async Task The_page_is_served_at_both_addresses_with_strict_headers_and_nothing_from_elsewhere(string path)
    {
        var shop = await gateway.ShopAsync();
        using var answer = await gateway.Host.Http.GetAsync($"{path}?merchant={shop.Id.ToUuid()}&lang=en");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Be(HtmlPage.ContentSecurityPolicy);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        var html = await answer.Content.ReadAsStringAsync();
        html.Should().Contain("<p class=\"shop\">店 Shop</p>").And.Contain("<html lang=\"en\">")
            .And.Contain("This page needs JavaScript.").And.NotContain("<script>");
        Regex.Matches(html, "https?://[^\"'\\s<]+").Should().BeEmpty();
        foreach (var asset in Regex.Matches(html, "(?:src|href)=\"(/assets/[^\"]+)\"").Select(match => match.Groups[1].Value))
            (await gateway.Host.Http.GetAsync(asset)).StatusCode.Should().Be(HttpStatusCode.OK, asset);
    }

    [Fact]
    public async Task Both_languages_say_the_same_things()
    {
        var (english, chinese) = (await WordsAsync("en"), await WordsAsync("zh"));
        english.Keys.Should().Equal(chinese.Keys);
        foreach (var (name, words) in english)
            Regex.Matches(chinese[name], @"\{\d}").Select(match => match.Value).Order().Should()
                .Equal(Regex.Matches(words, @"\{\d}").Select(match => match.Value).Order(), name);
        (await gateway.Host.Http.GetStringAsync("/recharge?lang=zh")).Should().Contain("立即充值").And.Contain("href=\"/recharge?lang=en\"");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("%22%3E%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task An_unknown_shop_has_no_page(string merchant)
    {
        using var answer = await gateway.Host.Http.GetAsync($"/recharge?merchant={merchant}&lang=en");
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("There is no such shop").And.NotContain("alert(1)");
    }

    [Fact]
    public async Task What_a_link_brings_is_never_written_into_the_page()
    {
        var html = await gateway.Host.Http.GetStringAsync(
            "/recharge?lang=en&token=secret-token&return_url=https://evil.example&x=%3Cscript%3E");
        html.Should().NotContain("secret-token").And.NotContain("evil.example").And.NotContain("<script>");
    }

    private async Task<SortedDictionary<string, string>> WordsAsync(string language)
    {
        var html = await gateway.Host.Http.GetStringAsync($"/recharge?lang={language}");
        var json = WebUtility.HtmlDecode(Regex.Match(html, "data-texts=\"([^\"]+)\"").Groups[1].Value);
        return JsonSerializer.Deserialize<SortedDictionary<string, string>>(json)!;
    }
}
