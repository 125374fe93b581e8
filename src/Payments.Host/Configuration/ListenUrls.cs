using Payments.Domain.Settings;

namespace Payments.Host.Configuration;

/// <summary>The setting <c>Urls</c>: where the HTTP front listens.</summary>
internal static class ListenUrls
{
    /// <summary>Where it listens unless told otherwise: this machine only.</summary>
    public const string Default = "http://127.0.0.1:8080";

    private static readonly string[] Anywhere = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>Reads the addresses.</summary>
    /// <exception cref="SettingException">One of them is none that the gateway can listen on.</exception>
    public static IReadOnlyList<BindingAddress> Parse(string setting)
    {
        var urls = setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read).ToArray();
        return urls.Length > 0 ? urls : throw Bad();
    }

    /// <summary>Whether it is every address of the machine, which is none that anybody could be sent to.</summary>
    public static bool IsEverywhere(BindingAddress url) => Anywhere.Contains(url.Host);

    private static BindingAddress Read(string text)
    {
        try
        {
            var url = BindingAddress.Parse(text);
            if (url.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase)) throw new SettingException("Setting Urls is not valid: the gateway listens for plain HTTP; TLS is for the proxy in front of it.");
            return url.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && url.PathBase.Length == 0 && url.Host.Length > 0 ? url : throw Bad();
        }
        catch (FormatException)
        {
            throw Bad();
        }
    }

    private static SettingException Bad() => new($"Setting Urls is not valid: expected a URL without path such as {Default}, or several with semicolons between.");
}
