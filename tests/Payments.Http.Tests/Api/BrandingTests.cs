using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Payments.Http.Tests.Api;

/// <summary>How a shop looks to its payers: set by the API, shown by the pages, served from paths of our own.</summary>
public sealed class BrandingTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    /// <summary>A picture of 32 by 24 pixels of one colour.</summary>
    internal static readonly byte[] Logo = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAACAAAAAYCAIAAAAUMWhjAAAAJElEQVR42mPQj35FU8QwasGoBaMWjFowasGoBaMWjFowNCwAAFFXXD2StuxaAAAAAElFTkSuQmCC");

    [Fact]
    public async Task Name_colour_and_logo_are_set_and_the_payers_pages_show_them_from_our_own_paths()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("brand@example.com");
        ((string?)(await client.GetAsync("/branding")).Data["color"]).Should().BeNull();
        var set = await client.PutAsync("/branding", """{"name":"<b>Tea</b>","color":"#8B0000"}""");
        ((string?)set.Data["name"], (string?)set.Data["color"]).Should().Be(("<b>Tea</b>", "#8b0000"));
        var logo = await SendLogoAsync(client, Logo);
        logo.Status.Should().Be(HttpStatusCode.OK, logo.Error);
        ((int)logo.Data["logo_width"]!, (int)logo.Data["logo_height"]!, (string?)logo.Data["color"]).Should().Be((32, 24, "#8b0000"));
        var path = new Uri((string)logo.Data["logo_url"]!).AbsolutePath;

        var order = await gateway.OrderAsync(merchant, "B-1");
        using var page = await gateway.Host.Http.GetAsync($"/cashier?id={order.Value}");
        var html = await page.Content.ReadAsStringAsync();
        html.Should().Contain("&lt;b&gt;Tea&lt;/b&gt;").And.NotContain("<b>Tea")
            .And.Contain($"src=\"{path}\"").And.Contain("href=\"/assets/brand/8b0000.css\"");
        page.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("style-src 'self'; img-src 'self' data:");

        using var served = await gateway.Host.Http.GetAsync(path);
        (await served.Content.ReadAsByteArrayAsync()).Should().Equal(Logo);
        served.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        served.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        served.Headers.CacheControl!.ToString().Should().Contain("immutable");
        using var styles = await gateway.Host.Http.GetAsync("/assets/brand/8b0000.css");
        styles.Content.Headers.ContentType!.MediaType.Should().Be("text/css");
        (await styles.Content.ReadAsStringAsync()).Should().Contain("--tone: #8b0000;");

        var gone = await client.DeleteAsync("/branding/logo");
        ((string?)gone.Data["logo_url"], (string?)gone.Data["color"]).Should().Be((null, "#8b0000"));
        (await client.PutAsync("/branding", """{"name":null,"color":null}""")).Data["name"].Should().BeNull();
    }

    [Theory]
    [InlineData("""{"color":"red"}""", "color: expected a colour such as #2f5bea")]
    [InlineData("""{"color":"#ffd400"}""", "color: is too light to be read on white; #")]
    [InlineData("""{"color":"#2f5bea}"}""", "color: expected a colour such as #2f5bea")]
    [InlineData("""{"name":" "}""", "name: is required")]
    [InlineData("""{"logo":"x"}""", "logo: is not known here")]
    public async Task A_look_that_cannot_be_is_refused_with_its_field(string body, string error)
    {
        var (client, _) = await gateway.Anyone.RegisterAsync($"bad-brand{body.Length}{error.Length}@example.com");
        var answer = await client.PutAsync("/branding", body);
        (answer.Status, answer.Error!.StartsWith(error)).Should().Be((HttpStatusCode.BadRequest, true), answer.Error);
    }

    [Fact]
    public async Task A_file_that_is_no_logo_is_refused_and_a_name_that_is_none_is_not_there()
    {
        var (client, _) = await gateway.Anyone.RegisterAsync("bad-logo@example.com");
        foreach (var (file, status, error) in new[]
        {
            (Encoding.ASCII.GetBytes("<svg onload='alert(1)'/>"), HttpStatusCode.BadRequest, "logo: expected a PNG or JPEG file"),
            (Array.Empty<byte>(), HttpStatusCode.BadRequest, "logo: expected a PNG or JPEG file"),
            (Logo[..^4], HttpStatusCode.BadRequest, "logo: is no whole PNG file"),
            (new byte[(128 << 10) + 1], HttpStatusCode.RequestEntityTooLarge, "logo: at most 128 KiB"),
        })
        {
            var answer = await SendLogoAsync(client, file);
            (answer.Status, answer.Error).Should().Be((status, error));
        }
        ((string?)(await client.GetAsync("/branding")).Data["logo_url"]).Should().BeNull();
        foreach (var path in new[] { new string('0', 64) + ".png", "nothing", "ffd400.css", "zzzzzz.css" })
        {
            using var answer = await gateway.Host.Http.GetAsync($"/assets/brand/{path}");
            answer.StatusCode.Should().Be(HttpStatusCode.NotFound, path);
        }
    }

    private static Task<ApiAnswer> SendLogoAsync(ApiClient client, byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return client.SendAsync(HttpMethod.Put, "/branding/logo", content);
    }
}
