/* Stands for java.exe: prints each argument on a line, and ends with the exit code that STUB_EXIT says. */
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    const char *code = getenv("STUB_EXIT");
    for (int i = 0; i < count; i++) {
        printf("[%s]\n", arguments[i]);
    }
    return code ? atoi(code) : 0;
}
