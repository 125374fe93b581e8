using Payments.Http.Common;
using Payments.Storage;

namespace Payments.Host.Configuration;

/// <summary>The settings that belong to no section. Set but blank, each has its default.</summary>
internal sealed class GatewaySettings
{
    /// <summary>Where the HTTP front listens: plain HTTP, several with semicolons between. Default <c>http://127.0.0.1:8080</c>.</summary>
    public string Urls { get; set => field = Given(value, field); } = ListenUrls.Default;

    /// <summary>The gateway's own address as payers and shops see it. Default: the first of <see cref="Urls"/>.</summary>
    public string PublicUrl { get; set => field = Given(value, field); } = "";

    /// <summary>Folder of the SQLite file and of generated keys. Default <c>./data</c>.</summary>
    public string Data { get; set => field = Given(value, field); } = new StorageOptions().Data;

    /// <summary>An Npgsql connection string; empty, the default, keeps everything in SQLite.</summary>
    public string Database { get; set => field = Given(value, field); } = new StorageOptions().Database;

    /// <summary>What operators send as <c>X-Admin-Key</c>, at least <see cref="KeyFiles.LeastAdminKey"/> characters. Empty, the default, has one made.</summary>
    public string AdminKey { get; set => field = Given(value, field); } = "";

    /// <summary>Base64 of 32 bytes; older keys after commas. Empty, the default, has one made.</summary>
    public string MasterKey { get; set => field = Given(value, field); } = "";

    /// <summary>A folder of files that are named after settings. Empty, the default, reads none.</summary>
    public string Secrets { get; set => field = Given(value, field); } = "";

    /// <summary>
    /// Files of variables, with semicolons between, instead of <c>.env</c> and <c>.env.payment</c> beside the program. Read from the
    /// environment and the command line alone.
    /// </summary>
    public string EnvFile { get; set => field = Given(value, field); } = "";

    /// <summary><c>json</c>, the default, or <c>text</c>.</summary>
    public string LogFormat { get; set => field = Given(value, field); } = "json";

    /// <summary>A file that gets the lines of the console as well. Empty, the default, writes none.</summary>
    public string LogFile { get; set => field = Given(value, field); } = "";

    /// <summary>Mebibytes after which <see cref="LogFile"/> is put aside and begun anew. Default 64.</summary>
    public int LogFileMegabytes { get; set; } = 64;

    /// <summary>Files put aside that stay, as <c>.1</c>, the newest, <c>.2</c> and so on. Default 8.</summary>
    public int LogFilesKept { get; set; } = 8;

    /// <summary>What the process does: <c>all</c>, the default, <c>silo</c> or <c>http</c>.</summary>
    public string Role { get; set => field = Given(value, field); } = "all";

    /// <summary>Connections that may be open at once. Default 20,000.</summary>
    public int ConnectionLimit { get; set; } = new PaymentsHttpOptions().ConnectionLimit;

    /// <summary>Networks of the operator's own reverse proxies, whose <c>X-Forwarded-For</c> is believed. Default none.</summary>
    public string TrustedProxies { get; set => field = Given(value, field); } = "";

    /// <summary>Who may register.</summary>
    public RegistrationSettings Registration { get; set; } = new();

    /// <summary>The gateway's address as others see it, without a slash at the end.</summary>
    public string Root() => (PublicUrl.Length > 0 ? PublicUrl : ListenUrls.Parse(Urls)[0].ToString()).TrimEnd('/');

    /// <summary>Reads them from settings that <see cref="SettingCheck"/> has passed.</summary>
    public static GatewaySettings Read(IConfiguration configuration) => configuration.Get<GatewaySettings>() ?? new();

    private static string Given(string value, string standing) => string.IsNullOrWhiteSpace(value) ? standing : value.Trim();
}

/// <summary>The section <c>Registration</c>.</summary>
internal sealed class RegistrationSettings
{
    /// <summary>Whether anybody may register a merchant. Default: only from loopback, or with the admin key.</summary>
    public bool Open { get; set; }

    /// <summary>The most merchants that one process registers within an hour for callers without the admin key. Default 200.</summary>
    public int MostPerHour { get; set; } = new PaymentsHttpOptions().RegistrationsPerHour;
}
