// The same project for Gradle 9. Untested: no Gradle that runs on a JDK 25 was at hand.
plugins {
    application
}

repositories {
    maven { url = uri(providers.gradleProperty("gradus.repository").get()) }
    mavenCentral()
}

dependencies {
    implementation("dev.gradus:gradus-model:0.1.0-SNAPSHOT")
    runtimeOnly("dev.gradus:gradus-onednn:0.1.0-SNAPSHOT")
    // Gradle does not read the profiles of Maven that choose the native library.
    runtimeOnly("org.bytedeco:dnnl:3.13-1.5.14:linux-x86_64") { isTransitive = false }
}

java {
    toolchain { languageVersion = JavaLanguageVersion.of(25) }
}

application {
    mainModule = "example"
    mainClass = "example.Predict"
    applicationDefaultJvmArgs = listOf("--enable-native-access=dev.gradus.onednn")
}
