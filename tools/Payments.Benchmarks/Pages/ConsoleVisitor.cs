using System.Net;
using System.Text.RegularExpressions;

namespace Payments.Benchmarks.Pages;

/// <summary>A browser at a gateway's console: it keeps cookies and follows no redirect.</summary>
internal sealed partial class ConsoleVisitor(Uri root) : IDisposable
{
    private readonly HttpClient http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = root };

    /// <summary>Takes an invitation up with a new account.</summary>
    /// <param name="link">The invitation's address.</param>
    public async Task JoinAsync(Uri link)
    {
        var page = await GetAsync(link.PathAndQuery);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["form-token"] = FormToken().Match(page).Groups[1].Value,
            ["password"] = "a long enough sentence",
        });
        using var answer = await http.PostAsync(link.PathAndQuery, form);
        if (answer.StatusCode != HttpStatusCode.SeeOther)
            throw new InvalidOperationException($"The invitation was refused: {answer.StatusCode}");
    }

    /// <summary>Loads a page.</summary>
    /// <exception cref="InvalidOperationException">The answer is none.</exception>
    public async Task<string> GetAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync()
            : throw new InvalidOperationException($"{path} was answered with {answer.StatusCode}.");
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
