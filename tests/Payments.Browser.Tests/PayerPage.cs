using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Payments.Browser.Tests;

/// <summary>A payer's tab that writes down what it asked for and what its console said.</summary>
public sealed class PayerPage : IAsyncDisposable
{
    /// <summary>How long a change may take to reach the page, in milliseconds: several looks of the feed.</summary>
    private const float PatienceMs = 20_000;

    private readonly IBrowserContext context;

    private PayerPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Every address asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Warnings and errors of the console, violations of the Content-Security-Policy among them.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>
    /// Opens a tab; where it stands in for an app's own browser, with what that says of itself and brings into every page.
    /// </summary>
    public static async Task<PayerPage> OpenAsync(
        IBrowser browser, Uri url, string language = "en", int width = 390, int height = 844, bool dark = false, bool scripts = true,
        string? userAgent = null, string? bridge = null)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = language,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            DeviceScaleFactor = 2,
            JavaScriptEnabled = scripts,
            UserAgent = userAgent,
        });
        if (bridge is not null) await context.AddInitScriptAsync(bridge);
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        context.SetDefaultTimeout(PatienceMs);
        var payer = new PayerPage(context, await context.NewPageAsync());
        payer.Page.Request += (_, request) => payer.Requests.Enqueue(request.Url);
        payer.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") payer.Complaints.Enqueue(message.Text);
        };
        payer.Page.PageError += (_, error) => payer.Complaints.Enqueue(error);
        await payer.Page.GotoAsync(url.ToString());
        return payer;
    }

    /// <summary>Waits until the page shows a stage.</summary>
    public Task SeesAsync(string stage) => Page.Locator($"#cashier[data-stage={stage}]").WaitForAsync();

    /// <summary>The page's visible text.</summary>
    public Task<string> TextAsync() => Page.Locator("#cashier").InnerTextAsync();

    /// <summary>What the clipboard holds.</summary>
    public Task<string> ClipboardAsync() => Page.EvaluateAsync<string>("navigator.clipboard.readText()");

    /// <summary>No rule of axe is broken, nothing is wider than the screen, and a picture for people.</summary>
    /// <param name="name">What is looked at; the picture's name.</param>
    /// <param name="width">The screen's, in pixels.</param>
    public async Task LookAsync(string name, int width)
    {
        await PictureAsync(name);
        var found = await Page.RunAxe();
        found.Violations.Select(violation => $"{violation.Id}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}")
            .Should().BeEmpty(name);
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width, name);
    }

    /// <summary>A picture into the folder that <c>SCREENSHOTS</c> names, for people to look at; none where it is not set.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
