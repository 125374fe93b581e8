namespace Payments.Http.Console.Account;

/// <summary>A browser in two words, from what it says of itself.</summary>
internal static class BrowserName
{
    /// <summary>What stands for the browser; those that pretend to be another come before it.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("MicroMessenger", "WeChat"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
            ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary><c>Firefox · Windows</c>; the text itself where neither is known, a dash where there is none.</summary>
    public static string Of(string? agent)
    {
        if (agent is null) return "–";
        var names = new[] { Known(Browsers, agent), Known(Systems, agent) }.OfType<string>().ToArray();
        return names.Length == 0 ? agent : string.Join(" · ", names);
    }

    private static string? Known((string Sign, string Name)[] signs, string agent) =>
        signs.FirstOrDefault(known => agent.Contains(known.Sign, StringComparison.Ordinal)).Name;
}
