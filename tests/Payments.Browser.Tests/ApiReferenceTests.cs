using Microsoft.Playwright;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>The readable API reference in a real browser.</summary>
public sealed class ApiReferenceTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task The_reference_shows_the_documents_within_its_policy_and_asks_nobody_else()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var (complaints, elsewhere) = (new List<string>(), new List<string>());
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme != "data" && url.Authority != gateway.Url.Authority) elsewhere.Add(request.Url);
        };

        await page.GotoAsync(new Uri(gateway.Url, "/docs/api").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Merchant API" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Register a merchant").First).ToBeVisibleAsync();
        elsewhere.Should().BeEmpty();
        complaints.Should().BeEmpty();
    }
}
